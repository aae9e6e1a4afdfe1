import { useParams } from '@tanstack/react-router';

/** The record an address like `/companies/12` names. */
export const useRecordId = (): number => Number((useParams({ strict: false }) as { id?: string }).id);
