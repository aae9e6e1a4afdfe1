import { describe, expect, it } from 'vitest';
import { type Draft, patchOf, withChoice } from './settings-draft.ts';

const saved: Draft = {
  choices: [
    { topic: 'a', inApp: true, desktop: true, email: 'immediate', offersInApp: true, isDefault: true },
    { topic: 'b', inApp: true, desktop: false, email: 'disabled', offersInApp: true, isDefault: true },
  ],
  quiet: { on: false, from: '22:00', until: '07:00', days: [1, 2], urgent: true },
  sound: true,
  popUps: true,
};

describe('a draft', () => {
  it('sends only what differs, and nothing when nothing does', () => {
    expect(patchOf(saved, structuredClone(saved))).toEqual({});
    const draft = { ...saved, choices: withChoice(saved.choices, 'b', { email: 'digest' }), sound: false };
    expect(patchOf(saved, draft)).toEqual({ choices: [{ topic: 'b', email: 'digest' }], sound: false });
    expect(patchOf(draft, saved)).toEqual({ choices: [{ topic: 'b', email: 'disabled' }], sound: true });
  });

  it('keeps the choice for the desktop of what leaves the portal', () => {
    const draft = { ...saved, choices: withChoice(saved.choices, 'a', { inApp: false, desktop: false }) };
    expect(patchOf(saved, draft)).toEqual({ choices: [{ topic: 'a', inApp: false }] });
  });

  it('sends quiet hours whole', () => {
    const quiet = { ...saved.quiet, days: [1] };
    expect(patchOf(saved, { ...saved, quiet })).toEqual({ quiet });
  });
});
