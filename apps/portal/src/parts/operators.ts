/**
 * Brings these operators of expressions, so that whatever uses them can be compiled. Here all of them are there anyway.
 *
 * The build takes another module in place of this one and of the language's own list (see build/lazy-registries.ts).
 */
export async function loadOperators(_names: ReadonlySet<string> | 'all'): Promise<void> {}
