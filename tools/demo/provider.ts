import type { DemoServiceConfig, DemoTeam, DemoTech } from './demo.types.ts';

export const provider = {
  name: 'Kestrel & Vane',
  city: 'Bremen',
  phone: '+49 421 555 0140',
  timeZone: 'Europe/Berlin',
  domain: 'kestrelvane.example',
} as const;

function tech(key: string, name: string, title: string, role: DemoTech['role'], language: 'en' | 'de' = 'en'): DemoTech {
  const [givenName, familyName] = name.split(' ') as [string, string];
  const email = `${givenName}.${familyName}`.normalize('NFD').replace(/\p{M}/gu, '').replace(/ı/g, 'i').toLowerCase();
  return {
    key,
    name,
    givenName,
    familyName,
    email: `${email}@${provider.domain}`,
    title,
    role,
    language,
    onlyCompanies: null,
    onlyQueues: null,
  };
}

export const techs: readonly DemoTech[] = [
  tech('priya', 'Priya Raman', 'Managing partner', 'master-admin'),
  tech('jonas', 'Jonas Weber', 'Service manager', 'admin', 'de'),
  tech('sam', 'Sam Okafor', 'Senior support engineer', 'advanced'),
  tech('keiko', 'Keiko Tanabe', 'Infrastructure lead', 'advanced'),
  tech('mia', 'Mia Lindgren', 'Support engineer', 'member'),
  tech('dilan', 'Dilan Aydın', 'Network engineer', 'member', 'de'),
  tech('chiara', 'Chiara Bellandi', 'Project engineer', 'member'),
  tech('tomasz', 'Tomasz Wrobel', 'On-site engineer', 'member', 'de'),
  // Bergmann's office manager works on her own company's tickets: the same e-mail as her two contact accounts.
  {
    ...tech('jana-tech', 'Jana Osterkamp', 'Key user at Bergmann', 'streamline'),
    email: 'jana.osterkamp@bergmann-steuer.example',
    onlyCompanies: ['bergmann'],
    onlyQueues: ['support', 'onboarding'],
  },
];

export const teams: readonly DemoTeam[] = [
  {
    key: 'service-desk',
    name: 'Service desk',
    description: 'First answer, passwords, mail, everyday faults',
    members: ['sam', 'mia', 'jonas'],
  },
  {
    key: 'infrastructure',
    name: 'Infrastructure',
    description: 'Servers, networks, backup, telephony',
    members: ['keiko', 'dilan', 'sam'],
  },
  { key: 'projects', name: 'Projects', description: 'Moves, roll-outs, migrations', members: ['chiara', 'priya', 'keiko'] },
  { key: 'on-site', name: 'On-site', description: 'Visits, cabling, replacing devices', members: ['tomasz', 'dilan'] },
];

const ONBOARDING_STATUSES = [
  'new',
  'in-progress',
  'customer-replied',
  'waiting-customer',
  'waiting-approval',
  'scheduled',
  'resolved',
  'closed',
];

export const serviceConfig: DemoServiceConfig = {
  queues: [
    { key: 'support', name: 'Support', description: 'Everything that does not work as it should', statuses: null },
    { key: 'infrastructure', name: 'Infrastructure', description: 'Servers, networks and alarms from monitoring', statuses: null },
    { key: 'projects', name: 'Projects', description: 'Planned work with a date', statuses: null },
    { key: 'onboarding', name: 'Onboarding', description: 'People who start, move or leave', statuses: ONBOARDING_STATUSES },
    { key: 'internal', name: 'Internal', description: 'Our own house', statuses: ['new', 'in-progress', 'scheduled', 'closed'] },
  ],
  statuses: [
    { key: 'new', name: 'New', kind: 'new', open: true },
    { key: 'in-progress', name: 'In progress', kind: 'progress', open: true },
    { key: 'customer-replied', name: 'Customer replied', kind: 'progress', open: true },
    { key: 'waiting-customer', name: 'Waiting for customer', kind: 'waiting-you', open: true },
    { key: 'waiting-supplier', name: 'Waiting for supplier', kind: 'waiting-other', open: true },
    { key: 'waiting-approval', name: 'Waiting for approval', kind: 'approval', open: true },
    { key: 'scheduled', name: 'Scheduled', kind: 'scheduled', open: true },
    { key: 'resolved', name: 'Resolved', kind: 'resolved', open: false },
    { key: 'closed', name: 'Closed', kind: 'closed', open: false },
  ],
  priorities: [
    { key: 'urgent', name: 'Urgent', rank: 1, color: '#b3261e' },
    { key: 'high', name: 'High', rank: 2, color: '#8f5200' },
    { key: 'normal', name: 'Normal', rank: 3, color: '#5c5c57' },
    { key: 'low', name: 'Low', rank: 4, color: '#8a8a84' },
  ],
  sources: [
    { key: 'portal', name: 'Portal', icon: 'world' },
    { key: 'email', name: 'E-mail', icon: 'mail' },
    { key: 'phone', name: 'Phone', icon: 'phone' },
    { key: 'chat', name: 'Chat', icon: 'message' },
    { key: 'monitoring', name: 'Monitoring', icon: 'activity' },
  ],
  categories: [
    { key: 'accounts', name: 'Accounts and sign-in' },
    { key: 'mail', name: 'Mail and calendar' },
    { key: 'access', name: 'Folders and permissions' },
    { key: 'devices', name: 'Computers and accessories' },
    { key: 'printing', name: 'Printing and scanning' },
    { key: 'network', name: 'Network, Wi-Fi and VPN' },
    { key: 'telephony', name: 'Telephony' },
    { key: 'applications', name: 'Applications' },
    { key: 'servers', name: 'Servers and backup' },
    { key: 'security', name: 'Security' },
    { key: 'people', name: 'Starting and leaving' },
    { key: 'advice', name: 'Advice and orders' },
  ],
  tags: [
    { name: 'access', color: '#0b7a65' },
    { name: 'onboarding', color: '#2f5fc4' },
    { name: 'offboarding', color: '#5b5fc7' },
    { name: 'q4', color: '#8f5200' },
    { name: 'hardware', color: '#6a4c93' },
    { name: 'phishing', color: '#b3261e' },
    { name: 'branch', color: '#a8522f' },
    { name: 'recurring', color: '#7a5c00' },
    { name: 'warranty', color: '#3f6b2b' },
    { name: 'on-site', color: '#245f73' },
    { name: 'billable', color: '#5c5c57' },
    { name: 'known-fault', color: '#883955' },
  ],
  defaults: { queue: 'support', source: 'portal', priority: 'normal', status: 'new' },
  automation: {
    onContactUpdate: { from: ['waiting-customer', 'waiting-supplier', 'scheduled'], to: 'customer-replied' },
    onClose: 'closed',
    onReopen: 'in-progress',
  },
};
