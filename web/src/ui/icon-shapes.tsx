import type { ReactNode } from 'react';

/** Shapes on a 24 grid, drawn with a 1.5 px stroke. Names say what is drawn or, where a meaning owns its shape, what it means. */
export const SHAPES = {
  logo: <path d="M4.5 18.5h15M6.5 18V11a5.5 5.5 0 0 1 11 0v7M12 18v-5" />,
  search: (
    <>
      <circle cx="11" cy="11" r="6.5" />
      <path d="m20 20-4.3-4.3" />
    </>
  ),
  globe: (
    <>
      <circle cx="12" cy="12" r="8" />
      <path d="M4 12h16M12 4c2.5 2.3 3.7 5 3.7 8s-1.2 5.7-3.7 8c-2.5-2.3-3.7-5-3.7-8S9.5 6.3 12 4z" />
    </>
  ),
  sliders: (
    <>
      <path d="M4 7h8M18 7h2M4 17h2M12 17h8" />
      <circle cx="15" cy="7" r="2.5" />
      <circle cx="9" cy="17" r="2.5" />
    </>
  ),
  plug: <path d="M9 3.5V8M15 3.5V8M6.5 8h11v3.5a5.5 5.5 0 0 1-11 0zM12 17v3.5" />,
  chart: <path d="M4.5 19.5h15M7.5 16v-4M12 16V6M16.5 16V9.5" />,
  star: <path d="m12 4.5 2.3 4.7 5.2.8-3.8 3.6.9 5.2-4.6-2.5-4.6 2.5.9-5.2L4.5 10l5.2-.8z" />,
  more: (
    <g fill="currentColor" stroke="none">
      <circle cx="6" cy="12" r="1.4" />
      <circle cx="12" cy="12" r="1.4" />
      <circle cx="18" cy="12" r="1.4" />
    </g>
  ),
  external: <path d="M11 6H6.5A1.5 1.5 0 0 0 5 7.5v10A1.5 1.5 0 0 0 6.5 19h10a1.5 1.5 0 0 0 1.5-1.5V13M14 4.5h5.5V10M19.5 4.5l-8 8" />,
  warning: <path d="m12 4.5 8.5 15h-17zM12 10v4.5M12 17h.01" />,
  'check-circle': (
    <>
      <circle cx="12" cy="12" r="8" />
      <path d="m8.5 12.2 2.4 2.4 4.6-5" />
    </>
  ),
  'circle-dashed': <circle cx="12" cy="12" r="8" strokeDasharray="3 2.3" />,
  people: (
    <>
      <circle cx="9" cy="8.5" r="3" />
      <path d="M3.5 19c.4-3.2 2.6-5 5.5-5s5.1 1.8 5.5 5M15.5 5.7a3 3 0 0 1 0 5.6M17.5 14.4c1.7.7 2.8 2.3 3 4.6" />
    </>
  ),
  mail: (
    <>
      <rect x="4" y="6" width="16" height="12" rx="2" />
      <path d="m4.5 7.5 7.5 5.5 7.5-5.5" />
    </>
  ),
  code: <path d="m8 8-4 4 4 4M16 8l4 4-4 4" />,
  invoice: <path d="M6 20.5V5a1.5 1.5 0 0 1 1.5-1.5h9A1.5 1.5 0 0 1 18 5v15.5l-3-2-3 2-3-2zM9.5 8.5h5M9.5 12.5h5" />,
  seal: (
    <>
      <path d="m12 3.5 2.3 1.8 2.9-.3.7 2.9 2.5 1.6-1.2 2.5 1.2 2.6-2.5 1.6-.7 2.9-2.9-.3L12 20.5l-2.3-1.7-2.9.3-.7-2.9-2.5-1.6L4.8 12 3.6 9.5l2.5-1.6.7-2.9 2.9.3z" />
      <path d="m9.2 12.2 2 2 3.6-4" />
    </>
  ),
  undo: <path d="m8 6-4 4 4 4M4 10h9.5a5 5 0 0 1 0 10H10" />,
  redo: <path d="m16 6 4 4-4 4M20 10h-9.5a5 5 0 0 0 0 10H14" />,
  company: <path d="M6 20V5.5a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1V20M4 20h16M10 8.5h.01M14 8.5h.01M10 12h.01M14 12h.01M10.5 20v-4h3v4" />,
  person: (
    <>
      <circle cx="12" cy="8" r="3.5" />
      <path d="M5 20c.6-3.6 3.4-5.5 7-5.5s6.4 1.9 7 5.5" />
    </>
  ),
  close: <path d="m6.5 6.5 11 11M17.5 6.5l-11 11" />,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  'chevron-down': <path d="m6.5 9.5 5.5 5.5 5.5-5.5" />,
  'chevron-up': <path d="m6.5 14.5 5.5-5.5 5.5 5.5" />,
  'chevron-start': <path d="m14.5 6-6 6 6 6" />,
  'chevron-end': <path d="m9.5 6 6 6-6 6" />,
  ticket: (
    <path d="M6 5.5h12a2 2 0 0 1 2 2V10a2 2 0 0 0 0 4v2.5a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V14a2 2 0 0 0 0-4V7.5a2 2 0 0 1 2-2zM14 9v1.5M14 13.5V15" />
  ),
  book: <path d="M12 6.5c-2-1.5-4.7-2-8-2v13c3.3 0 6 .5 8 2 2-1.5 4.7-2 8-2v-13c-3.3 0-6 .5-8 2zM12 6.5v13" />,
  clock: (
    <>
      <circle cx="12" cy="12" r="8" />
      <path d="M12 7.5V12l3 2" />
    </>
  ),
  'arrow-up': <path d="M12 19V6M6.5 11 12 5.5l5.5 5.5" />,
  'arrow-down': <path d="M12 5v13M6.5 13l5.5 5.5 5.5-5.5" />,
  'arrow-end': <path d="M5 12h13M13 6.5l5.5 5.5-5.5 5.5" />,
  file: <path d="M14 3.5H7.5A1.5 1.5 0 0 0 6 5v14a1.5 1.5 0 0 0 1.5 1.5h9A1.5 1.5 0 0 0 18 19V7.5zM14 3.5v4h4" />,
  calendar: (
    <>
      <rect x="4.5" y="6" width="15" height="14" rx="2" />
      <path d="M4.5 10.5h15M8.5 4v3.5M15.5 4v3.5" />
    </>
  ),
  bell: <path d="M6 17v-6a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4" />,
  half: (
    <>
      <circle cx="12" cy="12" r="8" />
      <path fill="currentColor" stroke="none" d="M12 7.5a4.5 4.5 0 0 1 0 9z" />
    </>
  ),
  chat: <path d="M5 19.5v-12a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H8.5z" />,
  key: (
    <>
      <circle cx="8" cy="15.5" r="3.5" />
      <path d="M10.5 13 19 4.5M15.5 8l2.5 2.5" />
    </>
  ),
  'person-add': (
    <>
      <circle cx="10" cy="8" r="3.5" />
      <path d="M3.5 20c.6-3.6 3-5.5 6.5-5.5 1.6 0 3 .4 4.1 1.2M18 14.5v6M15 17.5h6" />
    </>
  ),
  laptop: (
    <>
      <rect x="5" y="5.5" width="14" height="10" rx="1.5" />
      <path d="M3 19h18" />
    </>
  ),
  printer: <path d="M7.5 9V4.5h9V9M7.5 17H6a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-1.5M7.5 14h9v6h-9z" />,
  help: (
    <>
      <circle cx="12" cy="12" r="8" />
      <path d="M9.8 9.7a2.3 2.3 0 1 1 3.3 2c-.8.4-1.1.9-1.1 1.8M12 16.2h.01" />
    </>
  ),
  info: (
    <>
      <circle cx="12" cy="12" r="8" />
      <path d="M12 11.5v4.5M12 8.2h.01" />
    </>
  ),
  megaphone: <path d="M4 10v4h3l8 4.5v-13L7 10zM18.5 9.5a4 4 0 0 1 0 5" />,
  home: <path d="M4 11.2 12 4.5l8 6.7V19a1 1 0 0 1-1 1h-4.5v-5.5h-5V20H5a1 1 0 0 1-1-1z" />,
  plus: <path d="M12 5.5v13M5.5 12h13" />,
  minus: <path d="M5.5 12h13" />,
  list: <path d="M9 7h10M9 12h10M9 17h10M5 7h.01M5 12h.01M5 17h.01" />,
  numbered: <path d="M10 7h9M10 12h9M10 17h9M5 5.5l1-.5v4M4.8 15.2c.3-.8 2-.8 2 .3 0 .8-2 1.7-2 2.5h2.1" />,
  menu: <path d="M4.5 7h15M4.5 12h15M4.5 17h15" />,
  speech: (
    <>
      <path d="M12 4.5a7.5 7.5 0 1 1-3.5 14.1L4.5 19.5l.9-4A7.5 7.5 0 0 1 12 4.5z" />
      <path d="M9 12h.01M12 12h.01M15 12h.01" />
    </>
  ),
  clip: <path d="m19.5 11.5-7.7 7.7a4.7 4.7 0 0 1-6.6-6.6l8-8a3.1 3.1 0 0 1 4.4 4.4l-7.9 7.9a1.5 1.5 0 0 1-2.2-2.1l7.2-7.2" />,
  trash: <path d="M5 7h14M10 7V4.5h4V7M7 7l.8 12a1 1 0 0 0 1 1h6.4a1 1 0 0 0 1-1L17 7M10.5 11v5M13.5 11v5" />,
  reply: <path d="m9 7-5 5 5 5M4 12h10a6 6 0 0 1 6 6v.5" />,
  lock: (
    <>
      <rect x="5.5" y="11" width="13" height="9" rx="2" />
      <path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3" />
    </>
  ),
  tasks: <path d="m4.5 7 1.5 1.5L9 5.5M4.5 16l1.5 1.5L9 14.5M12.5 7.5h7M12.5 16.5h7" />,
  stop: <rect x="6" y="6" width="12" height="12" rx="2" />,
  play: <path d="M8 5.5v13l10.5-6.5z" />,
  pause: <path d="M8.5 6v12M15.5 6v12" />,
  filter: <path d="M4.5 7h15M7.5 12h9M10.5 17h3" />,
  sort: <path d="M8 5v14l-3-3M8 19l3-3M16 19V5l-3 3M16 5l3 3" />,
  pin: <path d="M9 4.5h6l-.7 6 2.7 3H7l2.7-3zM12 13.5v6" />,
  phone: <path d="M6 4.5h3l1.5 4-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2 4 1.5v3a2 2 0 0 1-2 2A15 15 0 0 1 4 6.5a2 2 0 0 1 2-2z" />,
  form: (
    <>
      <rect x="5" y="4" width="14" height="16" rx="2" />
      <path d="M8.5 8.5h7M8.5 12h7M8.5 15.5h4" />
    </>
  ),
  copy: (
    <>
      <rect x="8.5" y="8.5" width="11" height="11" rx="2" />
      <path d="M5.5 15.5a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1" />
    </>
  ),
  image: (
    <>
      <rect x="4" y="5" width="16" height="14" rx="2" />
      <circle cx="9" cy="10" r="1.5" />
      <path d="m5 17.5 4.5-4 3 2.5 3.5-4 3.5 4" />
    </>
  ),
  bold: <path d="M8 5.5h5a3.2 3.2 0 0 1 0 6.5H8zM8 12h6a3.2 3.2 0 0 1 0 6.5H8z" />,
  italic: <path d="M10.5 5.5H17M7 18.5h6.5M14 5.5l-4 13" />,
  quote: <path d="M5 6.5v11M9 8h10M9 12h10M9 16h6" />,
  link: <path d="M10 14a3.5 3.5 0 0 0 5 0l3.5-3.5a3.5 3.5 0 0 0-5-5L12.5 6.5M14 10a3.5 3.5 0 0 0-5 0l-3.5 3.5a3.5 3.5 0 0 0 5 5l1-1" />,
  bolt: <path d="M13 3.5 5.5 13.5H11l-1 7 8-10h-5.5z" />,
  box: <path d="m12 3.5 7.5 4v9l-7.5 4-7.5-4v-9zM4.5 7.5l7.5 4 7.5-4M12 11.5v9" />,
  eye: (
    <>
      <path d="M3.5 12c2-4 4.9-6 8.5-6s6.5 2 8.5 6c-2 4-4.9 6-8.5 6s-6.5-2-8.5-6z" />
      <circle cx="12" cy="12" r="2.5" />
    </>
  ),
  'eye-off': (
    <path d="M5 5l14 14M9.5 6.4A8 8 0 0 1 12 6c3.6 0 6.5 2 8.5 6a13 13 0 0 1-2.2 3.2M6.6 8A13 13 0 0 0 3.5 12c2 4 4.9 6 8.5 6a8 8 0 0 0 3.6-.8" />
  ),
  edit: <path d="M5 19h3.5L18.5 9a2 2 0 0 0 0-2.8l-.7-.7a2 2 0 0 0-2.8 0L5 15.5zM13.5 7l3.5 3.5" />,
  download: <path d="M12 5v10M7.5 11l4.5 4.5 4.5-4.5M5 19h14" />,
  refresh: <path d="M19 12a7 7 0 1 1-2.2-5.1L19 9M19 4.5V9h-4.5" />,
  merge: <path d="M7 5v3a4 4 0 0 0 4 4h2a4 4 0 0 1 4 4v3M17 5v3a4 4 0 0 1-.6 2M14 16.5l3 3 3-3" />,
  tag: (
    <>
      <path d="M4.5 5.5a1 1 0 0 1 1-1h6L19.5 12.5a1.5 1.5 0 0 1 0 2.1l-4.9 4.9a1.5 1.5 0 0 1-2.1 0L4.5 11.5z" />
      <path d="M8.5 8.5h.01" />
    </>
  ),
  archive: <path d="M4.5 5h15v4h-15zM6 9v9.5a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1V9M10 12.5h4" />,
  'sign-out': <path d="M10 5H6.5A1.5 1.5 0 0 0 5 6.5v11A1.5 1.5 0 0 0 6.5 19H10M14.5 8l4 4-4 4M18 12h-8" />,
  switch: <path d="M5 9h13.5M15 5.5 18.5 9 15 12.5M19 15H5.5M9 11.5 5.5 15 9 18.5" />,
  gear: (
    <>
      <circle cx="12" cy="12" r="3" />
      <path d="M12 4v2.5M12 17.5V20M4 12h2.5M17.5 12H20M6.3 6.3l1.8 1.8M15.9 15.9l1.8 1.8M17.7 6.3l-1.8 1.8M8.1 15.9l-1.8 1.8" />
    </>
  ),
  sun: (
    <>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M18.4 5.6l-1.1 1.1M6.7 17.3l-1.1 1.1" />
    </>
  ),
  moon: <path d="M19 14.5A7.5 7.5 0 0 1 9.5 5a7.5 7.5 0 1 0 9.5 9.5z" />,
  screen: (
    <>
      <rect x="4" y="5" width="16" height="11" rx="2" />
      <path d="M9 19.5h6M12 16v3.5" />
    </>
  ),
  grip: (
    <g fill="currentColor" stroke="none">
      <circle cx="9" cy="7" r="1.3" />
      <circle cx="15" cy="7" r="1.3" />
      <circle cx="9" cy="12" r="1.3" />
      <circle cx="15" cy="12" r="1.3" />
      <circle cx="9" cy="17" r="1.3" />
      <circle cx="15" cy="17" r="1.3" />
    </g>
  ),
  enter: <path d="M19 6v5a2 2 0 0 1-2 2H5.5M9 9l-4 4 4 4" />,
  inbox: <path d="M4.5 13.5 7 5.5h10l2.5 8v4a1.5 1.5 0 0 1-1.5 1.5H6a1.5 1.5 0 0 1-1.5-1.5zM4.5 13.5H9a3 3 0 0 0 6 0h4.5" />,
  team: (
    <>
      <circle cx="12" cy="8" r="2.8" />
      <path d="M7 18.5c.3-3 2.2-4.5 5-4.5s4.7 1.5 5 4.5M5.5 9.8a2 2 0 1 1 1-3.6M18.5 9.8a2 2 0 1 0-1-3.6M3 16c.2-1.6 1-2.7 2.3-3.1M21 16c-.2-1.6-1-2.7-2.3-3.1" />
    </>
  ),
  shield: <path d="M12 3.5 5.5 6v5.5c0 4.2 2.6 7.2 6.5 9 3.9-1.8 6.5-4.8 6.5-9V6z" />,
  database: (
    <>
      <ellipse cx="12" cy="6.5" rx="6.5" ry="2.5" />
      <path d="M5.5 6.5v11c0 1.4 2.9 2.5 6.5 2.5s6.5-1.1 6.5-2.5v-11M5.5 12c0 1.4 2.9 2.5 6.5 2.5s6.5-1.1 6.5-2.5" />
    </>
  ),
  'heart-pulse': <path d="M3.5 12h4l2-5 4 10 2-5h5" />,
  'merge-in': <path d="M5 5.5h14M12 9v10M7.5 14.5 12 19l4.5-4.5" />,
  'wifi-off': <path d="M5 5l14 14M8.5 15a5 5 0 0 1 5.5-1M5.5 12a9 9 0 0 1 3.5-2.2M12.5 9a9 9 0 0 1 6 3M12 18.5h.01" />,
  video: (
    <>
      <rect x="4" y="6" width="11" height="12" rx="2" />
      <path d="m15 10.5 5-3v9l-5-3" />
    </>
  ),
  audio: <path d="M9 17.5v-11l9-2v11M9 17.5a2.3 2.3 0 1 1-4.6 0 2.3 2.3 0 0 1 4.6 0zM18 15.5a2.3 2.3 0 1 1-4.6 0 2.3 2.3 0 0 1 4.6 0z" />,
  'pr-urgent': (
    <>
      <path fill="currentColor" stroke="none" d="M8.4 3.5h7.2l4.9 4.9v7.2l-4.9 4.9H8.4l-4.9-4.9V8.4z" />
      <path stroke="var(--surface)" strokeWidth="2" d="M12 8v5M12 16h.01" />
    </>
  ),
  'pr-high': (
    <g fill="currentColor" stroke="none">
      <rect x="4" y="14" width="4" height="6" rx="1" />
      <rect x="10" y="9" width="4" height="11" rx="1" />
      <rect x="16" y="4" width="4" height="16" rx="1" />
    </g>
  ),
  'pr-normal': (
    <g fill="currentColor" stroke="none">
      <rect x="4" y="14" width="4" height="6" rx="1" />
      <rect x="10" y="9" width="4" height="11" rx="1" />
      <rect opacity=".3" x="16" y="4" width="4" height="16" rx="1" />
    </g>
  ),
  'pr-low': (
    <g fill="currentColor" stroke="none">
      <rect x="4" y="14" width="4" height="6" rx="1" />
      <rect opacity=".3" x="10" y="9" width="4" height="11" rx="1" />
      <rect opacity=".3" x="16" y="4" width="4" height="16" rx="1" />
    </g>
  ),
  'disc-check': (
    <>
      <circle cx="12" cy="12" r="8" fill="currentColor" stroke="none" />
      <path stroke="var(--surface)" d="m8.5 12.2 2.4 2.4 4.6-5" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;
