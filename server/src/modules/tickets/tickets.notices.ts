import type { NoticeDeclaration } from '../../kernel/module.ts';
export const notices: Readonly<Record<string, NoticeDeclaration>> = {};
