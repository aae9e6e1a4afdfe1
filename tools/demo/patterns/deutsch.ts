import { beats, note, reply, says, take } from '../script.ts';
import type { Pattern } from './pattern.ts';

const W = 'waiting-customer';
const R = 'resolved';

export const deutsch: readonly Pattern[] = [
  {
    language: 'de',
    weight: 4,
    service: 'locked-out',
    priority: 'high',
    write: (c) => ({
      title: c.pick(
        `Konto gesperrt nach Kennwortwechsel (${c.device})`,
        `${c.device}: Anmeldung seit ${c.clock} nicht möglich`,
        `Neues Handy von ${c.other}: keine Anmeldecodes mehr`,
      ),
      ask: c.pick(
        'Ich habe am Freitag brav das Kennwort geändert, heute nimmt er weder das alte noch das neue.',
        'Es steht da: „Das Konto ist vorübergehend gesperrt.“ Wie lange ist vorübergehend?',
        'Das alte Handy ist zurückgesetzt, leider vor dem Umzug der App.',
      ),
      beats: beats(
        take(c.tech, '8m', 'service-desk'),
        note(c.tech, '6m', 'Rückruf unter der hinterlegten Nummer, Identität geprüft.'),
        reply(
          c.tech,
          '5m',
          c.pick(
            'Entsperrt. Bitte ändern Sie das Kennwort auch im Handy, es versucht sonst weiter das alte.',
            'Vorübergehend heißt 30 Minuten, ich habe es abgekürzt. Bitte jetzt einmal anmelden.',
            'Sie bekommen gleich telefonisch einen Einmalcode. Danach bitte unter *Anmeldemethoden* das neue Handy eintragen.',
          ),
          W,
        ),
        says(c.who, '20m', c.pick('Bin drin, danke.', 'Klappt wieder.', 'Hat funktioniert, das alte Handy können Sie löschen.')),
        { kind: 'close', by: c.tech, gap: '1d' },
      ),
    }),
  },
  {
    language: 'de',
    weight: 4,
    service: 'printer-fault',
    write: (c) => ({
      title: c.pick(
        `${c.printer}: Papierstau ohne Papier (${c.clock})`,
        `${c.printer} druckt ${c.n} Seiten statt einer`,
        `Scans vom ${c.printer} kommen nicht an`,
        `${c.printer} meldet Toner leer, obwohl neu`,
      ),
      ask: c.pick(
        'Wir haben alle Klappen auf- und zugemacht, auch die, von der keiner wusste.',
        'Jede Seite einzeln mit Deckblatt. Der Papierverbrauch ist beachtlich.',
        `Seit heute. ${c.other} wartet auf die Unterlagen.`,
        'Die Kartusche ist von gestern und original.',
      ),
      beats: beats(
        take(c.tech, '40m', 'service-desk'),
        reply(
          c.tech,
          '20m',
          c.pick(
            'Dann ist es der Sensor hinter der Duplexeinheit: bitte herausziehen, das kleine graue Fähnchen einmal bewegen, wieder einschieben.',
            'In den Voreinstellungen stand „Trennblatt“. Ich habe es für alle entfernt.',
            'Das Kennwort des Scanner-Postfachs war abgelaufen. Es ist erneuert, die wartenden Scans kommen jetzt.',
            'Bitte einmal entnehmen, leicht schütteln und den orangefarbenen Streifen ganz abziehen.',
          ),
          W,
        ),
        says(c.who, '2h', c.pick('Das Fähnchen war’s.', 'Eine Seite ist eine Seite.', 'Alles da.', 'Der Streifen. Peinlich, aber danke.')),
        { kind: 'close', by: c.tech, gap: '2d' },
      ),
    }),
  },
  {
    language: 'de',
    weight: 3,
    service: 'folder-access',
    tags: ['access'],
    write: (c) => ({
      title: c.pick(
        `Zugriff auf „${c.folder}“ für ${c.other}`,
        `„${c.folder}“: Dateien lassen sich seit ${c.clock} nicht speichern`,
        `Ordner „${c.folder}“ ist verschwunden`,
      ),
      ask: c.pick(
        `${c.other} vertritt mich ab nächster Woche und braucht Lese- und Schreibrecht.`,
        'Öffnen geht, Speichern nicht: „Zugriff verweigert“.',
        'Gestern war er noch da. Gelöscht hat ihn natürlich niemand.',
      ),
      beats: beats(
        take(c.tech, '50m', 'service-desk'),
        note(
          c.tech,
          '15m',
          c.pick(
            'Genehmigung liegt beim Anfragenden selbst.',
            'Kontingent des Ordners war erreicht, um 20 GB erhöht.',
            `Versehentlich in einen Nachbarordner gezogen, laut Protokoll um ${c.clock}.`,
          ),
        ),
        reply(
          c.tech,
          '10m',
          c.pick(
            `Eingerichtet, befristet auf sechs Wochen. ${c.other} muss sich einmal ab- und anmelden.`,
            'Der Ordner war voll, nicht gesperrt. Er hat wieder Platz; auf Wunsch zeige ich Ihnen die größten Dateien.',
            'Gefunden: Er lag einen Ordner weiter. Ein Mausrutscher, mehr nicht. Er ist wieder am alten Platz.',
          ),
          W,
        ),
        says(
          c.who,
          '3h',
          c.pick('Danke, geht.', 'Speichern geht. Die größten Dateien wären interessant.', 'Niemand hat es zugegeben. Danke.'),
        ),
        { kind: 'close', by: c.who, gap: '5m' },
      ),
    }),
  },
  {
    language: 'de',
    weight: 3,
    category: 'applications',
    write: (c) => ({
      title: c.pick(
        `Programm startet nicht mehr auf ${c.device} (Fehler ${c.n}12)`,
        `Nach dem Update fehlen ${c.n} Spalten in der Auswertung, ${c.place}`,
        `Teams-Besprechung aus ${c.place}: niemand hört uns`,
      ),
      ask: c.pick(
        `Betrifft: ${c.app}. Es erscheint kurz ein Fenster und verschwindet wieder.`,
        `Betrifft: ${c.app}. Die Daten sind wohl noch da, nur die Ansicht nicht.`,
        `Wir hören alle anderen. ${c.other} hat dann mit dem Handy teilgenommen.`,
      ),
      beats: beats(
        take(c.tech, '1h', 'service-desk'),
        reply(
          c.tech,
          '30m',
          c.pick(
            'Eine Datei im Benutzerprofil war beschädigt. Ich habe sie zurückgesetzt, Ihre Einstellungen sind noch da.',
            'Das Update hat die gespeicherte Ansicht ersetzt. Ich habe die alte aus der Sicherung geholt.',
            'Das Mikrofon der Raumanlage war als Zweitgerät eingestellt. Ich habe es fest ausgewählt. Bitte einmal mit mir testen: heute 15 Uhr?',
          ),
          W,
        ),
        says(c.who, '4h', c.pick('Startet.', 'Alle Spalten wieder da.', 'Test gut, danke.')),
        { kind: 'close', by: c.tech, gap: '2d' },
      ),
    }),
  },
  {
    language: 'de',
    weight: 2,
    service: 'new-starter',
    queue: 'onboarding',
    tags: ['onboarding'],
    write: (c) => ({
      title: c.pick(`Neue Kollegin oder neuer Kollege: ${c.newName}, ${c.place}`, `Praktikum ${c.newName}, ${c.n} Wochen`),
      ask: `Bitte einrichten für ${c.newName}:\n\n- Postfach und Telefon\n- Ordner *${c.folder}* (${c.pick('lesen', 'lesen und schreiben')})\n- ${c.pick('Gerät: das freie aus dem Schrank', 'Gerät: neu, 14 Zoll')}`,
      beats: beats(
        take(c.tech, '3h', 'service-desk'),
        reply(c.tech, '1h', `Gern. Wer zeichnet für ${c.newName} ab, und ab wann wird gearbeitet?`, W),
        says(c.who, '1d', `Ab dem Ersten, abzeichnen darf ${c.other}.`),
        note(c.second, '6h', `\`${c.device}\` vorbereitet, Konto schläft bis zum ersten Tag.`),
        reply(c.second, '3d', 'Steht auf dem Tisch, erste Anmeldung haben wir zusammen gemacht.', R),
        { kind: 'close', by: c.tech, gap: '2d' },
      ),
    }),
  },
  {
    language: 'de',
    weight: 2,
    service: 'broken-device',
    tags: ['hardware'],
    write: (c) => ({
      title: c.pick(
        `${c.device} geht im Akkubetrieb aus`,
        `Bildschirm an ${c.device} flackert`,
        `${c.device} ist heruntergefallen, ${c.place}`,
      ),
      ask: c.pick(
        `Bei etwa 40 % ist Schluss, diese Woche schon ${c.n}-mal.`,
        'Nur vormittags. Ich schwöre.',
        'Es war eine Tür. Der Deckel klappert, sonst geht noch alles.',
      ),
      beats: beats(
        take(c.tech, '1h', 'service-desk'),
        reply(
          c.tech,
          '20m',
          c.pick(
            'Der Akku ist müde, die Garantie läuft noch. Der Tausch dauert 20 Minuten, morgen früh wäre jemand bei Ihnen.',
            'Vormittags läuft nebenan das Gerät mit dem großen Motor. Ich bringe ein geschirmtes Kabel mit.',
            'Bitte nicht mehr zuklappen. Wir haben ein Leihgerät, Ihre Daten ziehen mit um.',
          ),
          'scheduled',
        ),
        says(
          c.who,
          '1d',
          c.pick('Getauscht, hält wieder einen ganzen Tag.', 'Mit dem Kabel ist Ruhe, auch vormittags.', 'Leihgerät läuft.'),
        ),
        reply(c.tech, '2h', 'Schön. Ich schließe ab, melden Sie sich gern wieder.', R),
        { kind: 'close', by: c.tech, gap: '2d' },
      ),
    }),
  },
];
