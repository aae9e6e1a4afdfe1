import { startPage } from '../../lib/start.tsx';
import { SignInPage } from './SignInPage.tsx';

void startPage(['sign-in'], () => <SignInPage />);
