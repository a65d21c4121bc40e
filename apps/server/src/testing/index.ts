/** For tests of those who use the server: random requests, a mail server, and a real OpenID provider. */
export { fuzzDesk } from './fuzz-desk.ts'
export { fuzzHttp, type HttpFuzzed } from './fuzz-http.ts'
export { mailPeer } from './mail-peer.ts'
export { openProvider, type TestProvider } from './open-provider.ts'
