/** What a field says about a person. */
export const personalKinds = ['name', 'phone', 'email', 'id', 'account', 'address', 'birth', 'health', 'image', 'other'] as const
export type PersonalKind = (typeof personalKinds)[number]
