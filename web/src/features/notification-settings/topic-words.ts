import i18next from 'i18next';
import { useTranslation } from 'react-i18next';

/** The words of a topic; one that this page does not know yet is shown by its key, so that it can be switched off all the same. */
export function useTopicWords(): (topic: string) => { readonly title: string; readonly hint: string | null } {
  const { t } = useTranslation('notifications');
  return (topic) => {
    const [area, name] = topic.split('.');
    const say = (part: 'title' | 'hint') => {
      const key = `topic.${area}.${name}.${part}`;
      return i18next.exists(key, { ns: 'notifications' as never }) ? t(key as 'topic.tickets.mine.title') : null;
    };
    return { title: say('title') ?? topic, hint: say('hint') };
  };
}
