/** Ending of the UIDs of our own schedule feeds: a calendar that shows one of them must not make its owner busy by it. */
export const SCHEDULE_UIDS = '@schedule.portico';
