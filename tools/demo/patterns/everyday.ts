import { beats, note, reply, says, take } from '../script.ts';
import type { Pattern } from './pattern.ts';

const W = 'waiting-customer';
const R = 'resolved';

export const everyday: readonly Pattern[] = [
  {
    language: 'en',
    weight: 4,
    service: 'locked-out',
    priority: 'high',
    source: 'phone',
    write: (c) => ({
      title: c.pick(
        `Locked out of ${c.app} after the weekend (${c.device})`,
        `${c.device}: password not accepted since ${c.clock}`,
        `Cannot sign in to ${c.app} on ${c.device}`,
      ),
      ask: c.pick(
        `By phone: three wrong tries, then “account locked”. Sits at \`${c.device}\`, ${c.place}.`,
        `I changed my password on Friday as asked and ${c.app} still wants the old one. Now it says I am locked.`,
        `Sign-in page of ${c.app} says *too many attempts*. I tried ${c.n} times, sorry.`,
      ),
      beats: beats(
        take(c.tech, '6m', 'service-desk'),
        reply(
          c.tech,
          '5m',
          c.pick(
            `Unlocked. The phone still sends the old password: please change it under *Settings › Mail* before you try again.`,
            `I unlocked the account and removed the saved password from \`${c.device}\`. Please sign in once with the new one.`,
          ),
          W,
        ),
        says(
          c.who,
          '14m',
          c.pick(
            'It works, thank you.',
            'Phone was it. Works now.',
            'In. I have written the new one into the password safe, not under the keyboard.',
          ),
        ),
        { kind: 'close', by: c.tech, gap: '1d' },
      ),
    }),
  },
  {
    language: 'en',
    weight: 4,
    service: 'printer-fault',
    write: (c) => ({
      title: c.pick(
        `${c.printer} prints stripes since ${c.clock}`,
        `${c.printer} takes ${c.n} minutes for the first page`,
        `Paper jam in ${c.printer} that is not there (since ${c.clock})`,
        `${c.printer} pulls ${c.n} sheets at once`,
      ),
      ask: c.pick(
        'Started this morning. We have turned it off and on. Twice.',
        `About ${c.n + 8} people use this printer, so it would be nice to have it back today. The other one is on another floor.`,
        'If someone comes by: a page of what it does is in the tray.',
      ),
      beats: beats(
        take(c.tech, '45m', 'service-desk'),
        reply(
          c.tech,
          '20m',
          c.pick(
            'The printer reports a worn drum at 3 %. A new one is on its way, it clicks in from the front: pull the green lever, swap, close.',
            'A job of 1,400 pages stood in front of everyone. I removed it and the queue moves again. Could you print one page?',
            'The sensor behind the rear flap is the usual place. Please open the flap, turn the blue wheel once and close it firmly.',
            'Damp paper does that, and the packets beside the radiator are often the opposite: too dry. Please try a fresh packet first.',
          ),
          W,
        ),
        says(c.who, '3h', c.pick('Prints as it should.', 'First page after four seconds.', `${c.other} did it, all fine now.`)),
        { kind: 'close', by: c.tech, gap: '2d' },
      ),
    }),
  },
  {
    language: 'en',
    weight: 4,
    service: 'folder-access',
    tags: ['access'],
    write: (c) => ({
      title: c.pick(
        `Access to “${c.folder}” for ${c.other}`,
        `${c.other} needs to change files in “${c.folder}”`,
        `“${c.folder}” is read-only for ${c.other} since ${c.clock}`,
      ),
      ask: c.pick(
        `${c.other} helps out until the end of the month and needs to **read** the folder, not change it.`,
        `Please give ${c.other} the same rights as I have there.`,
        `${c.other} can open the files but saving says *access denied*. Until last week it worked.`,
      ),
      beats: beats(
        take(c.tech, '1h', 'service-desk'),
        note(
          c.tech,
          '10m',
          c.pick(
            'Asked the owner of the folder by phone: fine, read only, with an end date.',
            'Requester owns the folder, no second approval needed.',
            'Was removed by the clean-up of nested groups. Put into the group directly.',
          ),
        ),
        reply(
          c.tech,
          '10m',
          c.pick(
            'Done, with the end of the month as end date. Write here if it should be longer.',
            `Done. ${c.other} has to sign out and in once.`,
            `A clean-up of ours took that right away by mistake. It is back; ${c.other} has to sign out and in once.`,
          ),
          W,
        ),
        says(c.who, '2h', c.pick('Works, thank you.', `${c.other} says thanks too.`)),
        { kind: 'close', by: c.who, gap: '5m' },
      ),
    }),
  },
  {
    language: 'en',
    weight: 4,
    service: 'broken-device',
    tags: ['hardware'],
    write: (c) => ({
      title: c.pick(
        `${c.device} turns itself off on battery`,
        `Keyboard of ${c.device} types letters twice`,
        `${c.device} does not wake up after lunch`,
        `Coffee on ${c.device}, ${c.place}`,
        `Camera of ${c.device} stays dark in calls`,
      ),
      ask: c.pick(
        `It happened ${c.n} times this week, always between 30 and 40 %. I save constantly now.`,
        'Mostly the e. My name has three of them.',
        `The light is on, the screen stays dark. Holding the button helps, but ${c.app} then complains.`,
        'Honest report: it was my own fault. It is turned off and lies upside down on a towel.',
        `Worked yesterday. ${c.other} has the same model without trouble.`,
      ),
      beats: beats(
        take(c.tech, '50m', 'service-desk'),
        reply(
          c.tech,
          '15m',
          c.pick(
            'The battery is at 41 % of its former strength. Under warranty, someone comes on the next working day between 8 and 12.',
            'Compressed air under the key first; if it still stutters by tomorrow we swap the keyboard, it is under warranty.',
            'I see a driver from last night that fits. It is rolled back; please restart once.',
            `Thank you for the towel. Please leave it off until tomorrow. A loan laptop is in ${c.place} from 14:00.`,
            'Is the little slider beside the lens open? It has happened to the best of us. If it is: please restart, I changed a setting.',
          ),
          W,
        ),
        note(
          c.second,
          '2h',
          c.pick(
            'Part reserved, swap takes 20 minutes.',
            'Same complaint on two others of this series. Watching.',
            'Log agrees with the driver.',
            'Opened and dried: board is fine, keyboard is not. Ordered one.',
            'Privacy policy blocked the camera for that app, corrected.',
          ),
        ),
        says(
          c.who,
          '1d',
          c.pick(
            'All good since then.',
            'No doubles today.',
            'Wakes up every time now.',
            'Swap done, I kept my stickers.',
            'They can see me again.',
          ),
        ),
        reply(c.tech, '1h', 'Good to hear. Write again if it returns.', R),
        { kind: 'close', by: c.tech, gap: '2d' },
      ),
    }),
  },
  {
    language: 'en',
    weight: 4,
    category: 'applications',
    write: (c) => ({
      title: c.pick(
        `${c.app} freezes when opening “${c.folder}”`,
        `${c.app} is slow for everyone in ${c.place}`,
        `Error ${c.n}07 in ${c.app} on ${c.device}`,
        `${c.app}: menus suddenly in another language on ${c.device}`,
      ),
      ask: c.pick(
        `It takes **${c.n + 9} seconds** each time, I counted. Yesterday it was immediate.`,
        `First ${c.other} had it, now I have it too. Restarting helps for about an hour.`,
        'A window comes up, I press OK, it comes up again. A screenshot is hard because it covers everything.',
        'I can guess most of it, but not the word for “undo”.',
      ),
      beats: beats(
        take(c.tech, '1h', 'service-desk'),
        note(
          c.tech,
          '25m',
          c.pick(
            `\`${c.server}\` is fine. Local cache of the profile is 9 GB.`,
            'Add-in from September again. Disabled by policy for the company.',
            'Known fault of the current build, fixed in the next one.',
            'Language pack arrived with the update, order of languages was empty.',
          ),
        ),
        reply(
          c.tech,
          '15m',
          c.pick(
            'Its local cache had grown to 9 GB. I emptied it while you were at lunch; nothing of yours was in there.',
            `An add-in is to blame. It is off for all of you now, please restart ${c.app}.`,
            `The last update brought that. I set ${c.app} back to the version before and told its maker.`,
            'Your language is first in the list again. Close the program once, then “undo” is where it was.',
          ),
          W,
        ),
        says(
          c.who,
          '5h',
          c.pick('Much better.', `Quick again, also for ${c.other}.`, 'Gone. Thank you.', 'I understand everything again.'),
        ),
        { kind: 'close', by: c.tech, gap: '1d' },
      ),
    }),
  },
  {
    language: 'en',
    weight: 3,
    service: 'mailbox-access',
    category: 'mail',
    write: (c) => ({
      title: c.pick(
        `Calendar of ${c.other}: may I enter appointments?`,
        `Mails from ${c.newName} land in junk`,
        `Attachment of ${c.n + 21} MB to ${c.newName} comes back`,
        `Out-of-office of ${c.other} is still on`,
      ),
      ask: c.pick(
        `${c.other} agrees and is in copy.`,
        `We have been writing to each other for years, and since ${c.clock} today it goes to junk.`,
        'The other side says their limit is larger. So is it ours?',
        `${c.other} came back a week ago and cannot find the switch. Customers think nobody works here.`,
      ),
      beats: beats(
        take(c.tech, '2h', 'service-desk'),
        { kind: 'participant', by: c.tech, gap: '1m', person: c.otherKey, role: 'cc' },
        reply(
          c.tech,
          '20m',
          c.pick(
            'Set up; it appears in Outlook within half an hour under *Shared*.',
            'Their server changed and lost its signature, so our filter became careful. I let this sender through and told their administrator.',
            'For files of that size there is a better way than mail: *Share link* in the same window. It expires after 30 days.',
            'There were two: one in Outlook and one on the phone. Both are off.',
          ),
          R,
        ),
        says(c.who, '1h', c.pick('Perfect.', 'Thank you, that was quick.', 'Did not know that button.', 'We exist again.')),
        { kind: 'close', by: c.who, gap: '1m' },
      ),
    }),
  },
  {
    language: 'en',
    weight: 2,
    service: 'suspicious-mail',
    category: 'security',
    tags: ['phishing'],
    write: (c) => ({
      title: c.pick(
        `Parcel notice to ${c.other}: is it genuine?`,
        `“Your mailbox is full” mail to ${c.n} people in ${c.place}`,
        `Voice message from “${c.newName}” with an attachment`,
        `QR code by mail from “${c.newName}”`,
      ),
      ask: c.pick(
        'I have not clicked. It looks very real, even our logo is in it.',
        `${c.other} **did** open the page but typed nothing.`,
        'It came from a colleague’s address, but she would never write “kindly”.',
        'Printed and pinned up in the kitchen by somebody helpful. I took it down.',
      ),
      beats: beats(
        take(c.tech, '7m', 'service-desk'),
        note(c.tech, '12m', `Pulled from ${c.n} mailboxes, link blocked. No sign-in there, log checked from ${c.clock}.`),
        reply(
          c.tech,
          '5m',
          c.pick(
            'It is not genuine. I removed it everywhere it had arrived. You did the right thing: not clicking **and** telling us.',
            `Phishing. Opening the page alone does no harm; as a precaution ${c.other} gets a new password today.`,
            'Not genuine. That address was imitated, the real mailbox is untouched.',
            'Phishing, and a clever place for it. I removed the mail and blocked the page behind the code.',
          ),
          R,
        ),
        { kind: 'close', by: c.tech, gap: '2d' },
      ),
    }),
  },
  {
    language: 'en',
    weight: 2,
    service: 'new-starter',
    queue: 'onboarding',
    tags: ['onboarding'],
    write: (c) => ({
      title: c.pick(`New starter: ${c.newName}, ${c.place}`, `Work placement for ${c.newName}, ${c.n} weeks`),
      ask: `${c.newName} joins us in ${c.place}.\n\n- Laptop: yes\n- ${c.app}: yes\n- Folder *${c.folder}*: ${c.pick('read', 'read and write')}\n- Working from home: ${c.pick('no', 'one day a week')}`,
      beats: beats(
        take(c.tech, '3h', 'service-desk'),
        reply(
          c.tech,
          '1h',
          c.pick(
            `Thank you. May ${c.newName} have the computer that became free in September (\`${c.device}\`)?`,
            `All clear. Which name should stand in the mail address, and who is the line manager?`,
          ),
          W,
        ),
        says(c.who, '1d', c.pick('Yes please.', `As on the form. Manager is ${c.other}.`)),
        note(c.second, '5h', `\`${c.device}\` is set up and labelled, account sleeps until the first day.`),
        reply(c.second, '2d', `Everything is on the desk, first sign-in with ${c.newName} done together.`, R),
        { kind: 'close', by: c.tech, gap: '3d' },
      ),
    }),
  },
  {
    language: 'en',
    weight: 2,
    service: 'leaver',
    queue: 'onboarding',
    tags: ['offboarding'],
    write: (c) => ({
      title: c.pick(`Leaving: ${c.newName}, ${c.place}`, `End of contract: ${c.newName}`),
      ask: `Last working day is the end of this month. Mail to ${c.other} for ${c.pick('one month', 'three months')}, files from the laptop to *${c.folder}*.`,
      beats: beats(
        take(c.tech, '4h', 'service-desk'),
        reply(c.tech, '30m', 'Planned for 18:00 on the last day. Until then nothing changes.', 'scheduled'),
        note(c.tech, '4d', `Sign-in off, sessions ended, mailbox shared, ${c.n} GB moved. \`${c.device}\` back in stock.`),
        reply(c.tech, '20m', `Done yesterday evening. ${c.other} finds the mailbox in Outlook, the files are where you wanted them.`, R),
        { kind: 'close', by: c.who, gap: '1d' },
      ),
    }),
  },
  {
    language: 'en',
    weight: 2,
    service: 'new-device',
    tags: ['hardware'],
    write: (c) => ({
      title: c.pick(
        `Second screen for ${c.other}`,
        `${c.n} headsets for ${c.place}`,
        `Standing desk arm and keyboard for ${c.other}`,
        `Replacement for ${c.device}, out of warranty`,
      ),
      ask: c.pick(
        'Same as the others have, please. Budget is agreed.',
        `It can wait until the next delivery to ${c.place}.`,
        'What would you recommend, and what does it cost?',
      ),
      beats: beats(
        take(c.tech, '5h', 'service-desk'),
        reply(
          c.tech,
          '1h',
          c.pick(
            `I suggest the model of last year’s order, **€${c.n * 11 + 96}.00** each, three working days.`,
            `The model you have is out of production. The next one costs **€${c.n * 13 + 74}.00** and fits the same cable.`,
          ),
          'waiting-approval',
        ),
        says(c.who, '1d', c.pick('Agreed, please order.', `${c.other} has agreed.`)),
        reply(c.tech, '2h', 'Ordered, the delivery note comes to you.', 'waiting-supplier'),
        reply(c.tech, '4d', `Delivered to ${c.place} this morning.`, R),
        { kind: 'close', by: c.tech, gap: '2d' },
      ),
    }),
  },
];
