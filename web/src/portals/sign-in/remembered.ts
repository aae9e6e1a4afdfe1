/** Which address and which place this browser used last; kept only here. */
const EMAIL = 'portico.lastEmail';
const PLACE = 'portico.firstPlace';

const read = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};
const write = (key: string, value: string | null): void => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Storage is blocked: nothing is remembered.
  }
};

export const lastEmail = (): string => read(EMAIL) ?? '';
export const rememberEmail = (email: string): void => write(EMAIL, email);
export const firstPlace = (): string | null => read(PLACE);
export const rememberPlace = (place: string | null): void => write(PLACE, place);
