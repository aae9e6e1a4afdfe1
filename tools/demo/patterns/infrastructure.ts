import { assign, beats, note, reply, says, status, take } from '../script.ts';
import type { Pattern } from './pattern.ts';

const W = 'waiting-customer';
const R = 'resolved';

export const infrastructure: readonly Pattern[] = [
  {
    language: 'en',
    weight: 3,
    queue: 'infrastructure',
    category: 'servers',
    source: 'monitoring',
    tags: ['recurring'],
    write: (c) => ({
      title: c.pick(
        `${c.server}: disk ${80 + c.n} % full`,
        `${c.server}: backup took ${c.n * 6} minutes longer than usual`,
        `${c.server}: certificate expires in ${c.n} days`,
        `${c.server}: restart pending for ${c.n} days`,
      ),
      ask: `Monitoring reports at ${c.clock}: threshold reached on \`${c.server}\`. ${c.pick('Growth over the last week is unusual.', 'The value has risen slowly since summer.', 'Third report this month.')}`,
      files: ['monitoring-csv'],
      beats: beats(
        take(c.tech, '25m', 'infrastructure'),
        note(
          c.tech,
          '30m',
          c.pick(
            `${c.n * 7} GB of old installers and log files. Removed, kept a list.`,
            'A second job ran at the same time. Moved it by two hours.',
            'Renewed, chain checked from outside.',
            'Needs a window of ten minutes after 19:00.',
          ),
        ),
        reply(
          c.tech,
          '10m',
          c.pick(
            'For your information: the drive of the server was getting full. We cleaned up old installers, your files were not touched.',
            'For your information: last night’s backup ran late but finished. From tonight it starts earlier.',
            'For your information: the server has a new certificate, nobody has to do anything.',
            'We restart the server tonight at 19:30, ten minutes. Please save open files before.',
          ),
          R,
        ),
        { kind: 'close', by: c.tech, gap: '1d' },
      ),
    }),
  },
  {
    language: 'en',
    weight: 3,
    service: 'vpn-wifi',
    write: (c) => ({
      title: c.pick(
        `Wi-Fi in ${c.place} drops around ${c.clock}`,
        `No internet since ${c.clock}: ${c.place}`,
        `VPN of ${c.other} connects, but ${c.app} does not open`,
        `Calls break up in ${c.place} with ${c.n} people on Wi-Fi`,
      ),
      ask: c.pick(
        'Everyone here sees it, on phones as well.',
        `We use ${c.other}’s phone as a hotspot meanwhile, it will not last.`,
        'At home, since yesterday. In the office it opens.',
        'The picture stands still and the voice goes on, or the other way round.',
      ),
      beats: beats(
        take(c.tech, '12m', 'infrastructure'),
        note(
          c.tech,
          '20m',
          c.pick(
            'Channel 6, and so do eleven neighbours. Auto channel was off.',
            `Port ${c.n} of the switch is down, cable tester says 14 m. Somebody vacuumed.`,
            'Split tunnel list lacked the new address of the application.',
            'Access point serves 47 clients, the next one 3. Roaming threshold.',
          ),
        ),
        reply(
          c.tech,
          '15m',
          c.pick(
            'Your access point shared its channel with the whole neighbourhood. It has a quiet one now.',
            'The cable behind the cabinet was pulled halfway out. Could you push the grey plug until it clicks?',
            'The address of the program had changed and the VPN did not know. Please disconnect and connect once.',
            'Most of you hung on one of two access points. They share the work now.',
          ),
          W,
        ),
        says(c.who, '2h', c.pick('Stable since then.', 'Click. Internet.', `${c.other} is in.`, 'Good calls all afternoon.')),
        { kind: 'close', by: c.tech, gap: '2d' },
      ),
    }),
  },
  {
    language: 'en',
    weight: 2,
    service: 'telephony',
    write: (c) => ({
      title: c.pick(
        `Forward the number of ${c.other} for ${c.n} days`,
        `Extension ${c.n + 20} rings in the wrong room (${c.place})`,
        `Callers of ${c.place} hear nothing for ${c.n} seconds`,
      ),
      ask: c.pick(
        'From tomorrow morning, to my number please.',
        `We swapped desks. ${c.other} now answers my calls, which is kind but wrong.`,
        'They hang up before we can say hello.',
      ),
      beats: beats(
        take(c.tech, '2h', 'infrastructure'),
        reply(
          c.tech,
          '25m',
          c.pick(
            'Set, and it ends by itself.',
            'Swapped. Both phones restart for a minute.',
            'The line waited for a fax answer that no longer exists. Removed; please call from a mobile and listen.',
          ),
          W,
        ),
        says(c.who, '4h', c.pick('Thank you.', 'My calls are mine again.', 'Hello comes at once.')),
        { kind: 'close', by: c.who, gap: '2m' },
      ),
    }),
  },
  {
    language: 'en',
    weight: 2,
    queue: 'projects',
    category: 'advice',
    priority: 'low',
    write: (c) => ({
      title: c.pick(
        `Quote: ${c.n} new workplaces (${c.place})`,
        `What would ${c.app} for ${c.n} more people cost?`,
        `Replace the old switch: ${c.place}, ${c.n + 4} ports`,
      ),
      ask: c.pick(
        'For the budget round next month. A rough figure is enough.',
        `${c.other} asked whether it is worth it, and I would like an honest answer.`,
        'It hums, and it is older than our apprentice.',
      ),
      beats: beats(
        assign('jonas', '3h', 'chiara', 'projects'),
        status('chiara', '2h', 'in-progress'),
        reply(
          'chiara',
          '1d',
          `Rough figure: **€${c.n * 412 + 380}**, with our work, without tax. The details depend on two questions: by when, and does the cabling stay?`,
          W,
        ),
        says(c.who, '2d', c.pick('Cabling stays, spring is early enough.', 'Before Easter, if possible. Cabling is from last year.')),
        reply('chiara', '1d', 'Then the figure holds. The offer is on its way by mail, valid until the end of the quarter.', R),
        { kind: 'close', by: c.who, gap: '3d' },
      ),
    }),
  },
];
