// The floor plan: a module may import the kit, the platform, and the doors of modules on strictly
// lower floors. `npm run tidy` reads this table; a new module starts with a line here.

/** Floor of every module; a higher number may use a lower one, never the other way. */
export const floors = {
  platform: 1,
  ledger: 2,
  biometrics: 2,
  consents: 2,
  passkeys: 2,
  risk: 2,
  staff: 2,
  parties: 3,
  chat: 4,
  deposits: 4,
  payments: 5,
} as const;
