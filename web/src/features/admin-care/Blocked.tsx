import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Why something cannot be done, by the code that the server would answer. */
export function Blocked({ code }: { code: string }): ReactNode {
  const { t } = useTranslation('refusals' as 'ui');
  return <>{(t as unknown as (key: string) => string)(code)}</>;
}
