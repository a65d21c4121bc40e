/** For tests of those who use the server: a mail server, and a real OpenID provider. */
export { mailPeer } from './mail-peer.ts'
export { openProvider, type TestProvider } from './open-provider.ts'
