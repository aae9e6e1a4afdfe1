import type { NotificationChoice, NotificationPatch, NotificationSettings } from '@portico/contracts/notifications/shapes.ts';

export type Draft = Pick<NotificationSettings, 'choices' | 'quiet' | 'sound' | 'popUps'>;
export type SwitchesOf = Pick<NotificationChoice, 'inApp' | 'desktop' | 'email'>;

/** What would be sent to save the draft: only what differs. */
export function patchOf(saved: Draft, draft: Draft): NotificationPatch {
  const choices = draft.choices.flatMap((choice) => {
    const before = saved.choices.find((one) => one.topic === choice.topic);
    if (!before) return [];
    const changed = {
      ...(choice.inApp === before.inApp ? {} : { inApp: choice.inApp }),
      // What is not in the portal is not on the desktop; the choice itself is kept for its return.
      ...(choice.desktop === before.desktop || !choice.inApp ? {} : { desktop: choice.desktop }),
      ...(choice.email === before.email ? {} : { email: choice.email }),
    };
    return Object.keys(changed).length === 0 ? [] : [{ topic: choice.topic, ...changed }];
  });
  const { quiet } = draft;
  return {
    ...(choices.length > 0 ? { choices } : {}),
    ...(JSON.stringify(quiet) === JSON.stringify(saved.quiet) ? {} : { quiet }),
    ...(draft.sound === saved.sound ? {} : { sound: draft.sound }),
    ...(draft.popUps === saved.popUps ? {} : { popUps: draft.popUps }),
  };
}

export const withChoice = (choices: Draft['choices'], topic: string, change: Partial<SwitchesOf>): Draft['choices'] =>
  choices.map((one) => (one.topic === topic ? { ...one, ...change } : one));
