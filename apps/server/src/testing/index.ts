/** For tests of those who use the server: a real OpenID provider. */
export { openProvider, type TestProvider } from './open-provider.ts'
