import type { AttributeMap, ImportMap } from './import-map.types.ts';

function kept(column: string, label: string, type: AttributeMap['type'] = 'text', row: AttributeMap['row'] = 'last'): AttributeMap {
  return { column, label, type, row };
}

/**
 * ServiceNow's incident table exported with its audit history, one row per update: the columns of the public "Incident management
 * process enriched event log". What was measured in that file, and why each rule is as it is: docs/guide/import-servicenow.md.
 */
export const servicenow: ImportMap = {
  name: 'servicenow',
  title: 'ServiceNow incidents with their history',
  system: 'servicenow',
  file: { encoding: 'utf-8', delimiter: ',', quote: '"', unknown: '?', rowOrder: 'file' },
  identity: { column: 'number' },
  times: {
    format: 'dd-mm-yyyy hh:MM',
    // The file names no zone. Its office hours look like local time somewhere; the operator who knows better says --time-zone.
    timeZone: 'Europe/Berlin',
    ambiguous: 'first',
    update: { column: 'sys_updated_at' },
    created: { column: 'opened_at', with: 'earliest' },
    backwards: 'next-row',
  },
  ticket: {
    // The file carries no short description: it was removed when the data was made anonymous.
    title: '{number}[: {category}][, {subcategory}]',
    description: 'Imported from ServiceNow incident {number}.[ Location: {location}.][ Symptom: {u_symptom}.][ Item: {cmdb_ci}.]',
  },
  fields: {
    status: {
      column: 'incident_state',
      // One status per state, never two states in one: a merged pair would hide the transitions between them.
      values: {
        New: { name: 'New', kind: 'new' },
        Active: { name: 'In progress', kind: 'progress' },
        'Awaiting User Info': { name: 'Waiting for customer', kind: 'waiting-you' },
        'Awaiting Evidence': { name: 'Waiting for evidence', kind: 'waiting-you' },
        'Awaiting Vendor': { name: 'Waiting for supplier', kind: 'waiting-other' },
        'Awaiting Problem': { name: 'Waiting for a problem fix', kind: 'waiting-other' },
        Resolved: { name: 'Resolved', kind: 'resolved' },
        Closed: { name: 'Closed', kind: 'closed' },
      },
    },
    priority: {
      column: 'priority',
      values: { '1 - Critical': 'Urgent', '2 - High': 'High', '3 - Moderate': 'Normal', '4 - Low': 'Low' },
    },
    team: { column: 'assignment_group', create: true },
    source: {
      column: 'contact_type',
      values: { Phone: 'Phone', Email: 'E-mail', 'Self service': 'Portal', IVR: 'Phone', 'Direct opening': 'Phone' },
      otherwise: 'Import',
    },
    category: { column: 'subcategory', under: 'category', name: '{under} / {value}', create: true },
  },
  people: {
    // `.invalid` is reserved (RFC 2606): no mail can ever reach such an address.
    requester: { column: 'caller_id', create: true, name: '{value}', email: '{slug}@servicenow-import.invalid', signIn: false },
    assignee: {
      column: 'assigned_to',
      create: true,
      name: '{value}',
      email: '{slug}@servicenow-import.invalid',
      signIn: false,
      role: 'member',
    },
  },
  changeAuthor: { column: 'sys_updated_by' },
  defaults: { company: { name: 'ServiceNow import', create: true }, queue: 'Support' },
  reopening: { from: ['resolved', 'closed'] },
  attributes: [
    kept('made_sla', 'SLA met', 'boolean'),
    kept('reassignment_count', 'Reassignments (own count)', 'integer'),
    kept('reopen_count', 'Reopenings (own count)', 'integer'),
    kept('sys_mod_count', 'Modifications (own count)', 'integer'),
    kept('opened_by', 'Opened by', 'text', 'first'),
    kept('opened_at', 'Opened at', 'time', 'first'),
    kept('resolved_by', 'Resolved by'),
    kept('resolved_at', 'Resolved at', 'time'),
    kept('closed_at', 'Closed at', 'time'),
    kept('closed_code', 'Closing code'),
    kept('location', 'Location'),
    kept('u_symptom', 'Symptom'),
    kept('cmdb_ci', 'Configuration item'),
    kept('impact', 'Impact'),
    kept('urgency', 'Urgency'),
    kept('knowledge', 'Knowledge used', 'boolean'),
    kept('problem_id', 'Problem'),
    kept('rfc', 'Change request'),
    kept('caused_by', 'Caused by change'),
  ],
  comparisons: [
    { column: 'reassignment_count', label: 'Reassignments', counted: 'team-changes', rows: 'last' },
    { column: 'reopen_count', label: 'Reopenings', counted: 'reopenings', rows: 'last' },
    { column: 'sys_mod_count', label: 'Updates', counted: 'updates', rows: 'every' },
  ],
  // active follows from the state, the sys_created pair repeats the first row, the rest is constant or empty in every row.
  ignored: ['active', 'sys_created_by', 'sys_created_at', 'u_priority_confirmation', 'notify', 'vendor'],
};
