import { type Static, Type } from 'typebox';
import { TECH_ROLES } from '../access/actor.ts';
import { Id, Nullable, Words } from '../kernel/shapes.ts';

/** Ways to show who one is. `email` is a code or link by mail. */
export const SIGN_IN_METHODS = ['email', 'password', 'passkey'] as const;
export const SignInMethod = Words(SIGN_IN_METHODS);
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

/**
 * `normal`: code or link, ten minutes, five tries, the link in any browser. `high`: only a code, only in the browser that asked,
 * five minutes, three tries.
 */
export const EMAIL_LEVELS = ['normal', 'high'] as const;

export const SignInRules = Type.Object(
  {
    methods: Type.Array(
      Type.Object({ method: SignInMethod, contacts: Type.Boolean(), staff: Type.Boolean() }, { additionalProperties: false }),
      {
        minItems: 1,
        maxItems: SIGN_IN_METHODS.length,
        description: 'In the order in which they are offered, each once; one that is not named stays as it is, after them',
      },
    ),
    emailLevel: Words(EMAIL_LEVELS, {
      description:
        'normal: code or link, 10 minutes, 5 tries, the link in any browser. high: only a code, only in the browser that asked, 5 minutes, 3 tries.',
    }),
    secondFactorRoles: Type.Array(Words(TECH_ROLES), {
      maxItems: TECH_ROLES.length,
      uniqueItems: true,
      description: 'Staff of these roles must have a second factor',
    }),
  },
  { additionalProperties: false },
);
export type SignInRules = Static<typeof SignInRules>;

export const CompanySignInRules = Type.Object(
  {
    methods: Nullable(
      Type.Array(SignInMethod, {
        maxItems: SIGN_IN_METHODS.length,
        uniqueItems: true,
        description: 'The only ones offered; none leaves the identity providers of the company',
      }),
    ),
    sharedComputers: Type.Boolean({
      description:
        'The session ends with the browser and after 15 idle minutes, and entering an account of this company always asks for a new proof',
    }),
    secondFactor: Type.Boolean({ description: 'Contacts of the company must have a second factor' }),
  },
  { additionalProperties: false },
);
export type CompanySignInRules = Static<typeof CompanySignInRules>;

export const SignInRulesView = Type.Object({
  ...SignInRules.properties,
  /** At most 200, by name. */
  companies: Type.Array(Type.Object({ id: Id, name: Type.String(), ...CompanySignInRules.properties })),
});
export const CompanySignInRulesView = Type.Object({
  ...CompanySignInRules.properties,
  /** What holds while the company has no methods of its own. */
  inherited: Type.Array(SignInMethod),
});
