import { list as companyList } from '@portico/contracts/companies/routes.ts';
import { list as contactList } from '@portico/contracts/contacts/routes.ts';
import { callTech } from '../../lib/for-tech.ts';
import type { Option } from '../../ui/use-options.ts';

export const findCompanies =
  (except: number) =>
  async (q: string, signal: AbortSignal): Promise<readonly Option[]> => {
    const found = await callTech(companyList, { query: { limit: 25, active: true, ...(q ? { q } : {}) } }, { signal });
    return found.items
      .filter((company) => company.id !== except)
      .map((company) => ({ value: String(company.id), label: company.name, note: company.identifier ?? undefined }));
  };

export const findContacts =
  (except: number, companyId?: number) =>
  async (q: string, signal: AbortSignal): Promise<readonly Option[]> => {
    const query = { limit: 25, active: true, ...(companyId ? { companyId } : {}), ...(q ? { q } : {}) };
    const found = await callTech(contactList, { query }, { signal });
    return found.items
      .filter((contact) => contact.id !== except)
      .map((contact) => ({ value: String(contact.id), label: contact.name, note: contact.email ?? contact.company.name }));
  };
