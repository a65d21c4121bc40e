import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkedSecret, configFromEnvironment } from './config.ts'

const good = 'pT9vQx2mLk7RzB4nWc8YdF1sHg6JaE3u'
const dataDir = mkdtempSync(join(tmpdir(), 'tangram-config-'))
afterAll(() => rmSync(dataDir, { recursive: true }))

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work()
    return undefined
  } catch (error) {
    return (error as { code?: string }).code
  }
}

describe('serve', () => {
  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['short', 'pT9vQx2mLk7RzB4nWc8YdF1sHg6JaE3'],
    ['a default', 'change-me-change-me-change-me-1234567890'],
    ['one key held down', 'a'.repeat(64)],
  ])('does not start with a secret that is %s', (_, secret) => {
    expect(codeOf(() => configFromEnvironment([], { TANGRAM_SECRET: secret, TANGRAM_DATA: dataDir }))).toBe('server.config.secret')
  })

  it('tells how to make a secret', () => {
    expect(() => checkedSecret('short')).toThrow('shorter than 32 characters')
  })

  it('starts on loopback with a secret of its own, and without sample people', () => {
    const config = configFromEnvironment([], { TANGRAM_SECRET: good, TANGRAM_DATA: dataDir })
    expect(config).toMatchObject({ mode: 'serve', host: '127.0.0.1', port: 7070, sample: false, secureCookies: false })
  })

  it('reads reports from a replica when one is set', () => {
    const env = { TANGRAM_SECRET: good, TANGRAM_DATA: dataDir }
    expect(configFromEnvironment([], env).reportDatabaseUrl).toBe(undefined)
    const url = 'postgres://reader@replica/tangram'
    expect(configFromEnvironment([], { ...env, REPORT_DATABASE_URL: url }).reportDatabaseUrl).toBe(url)
  })

  it('does not go outside without the address links should name', () => {
    expect(codeOf(() => configFromEnvironment([], { TANGRAM_SECRET: good, HOST: '0.0.0.0' }))).toBe('server.config.invalid')
  })

  it('does not go outside over plain http', () => {
    expect(codeOf(() => configFromEnvironment([], { TANGRAM_SECRET: good, HOST: '0.0.0.0', BASE_URL: 'http://desk.example.com' }))).toBe(
      'server.config.invalid',
    )
  })

  it('keeps cookies to https when people come over https', () => {
    const config = configFromEnvironment([], { TANGRAM_SECRET: good, HOST: '0.0.0.0', BASE_URL: 'https://desk.example.com/' })
    expect(config).toMatchObject({ baseUrl: 'https://desk.example.com', secureCookies: true })
  })

  it.each([
    ['PORT', '70700'],
    ['PORT', 'abc'],
    ['TANGRAM_ZONE', 'Mars/Olympus'],
  ])('does not start with %s=%s', (name, value) => {
    expect(codeOf(() => configFromEnvironment([], { TANGRAM_SECRET: good, [name]: value }))).toBe('server.config.invalid')
  })
})

describe('a trial', () => {
  it('listens on this machine only, whatever the environment says', () => {
    const config = configFromEnvironment(['--trial'], { HOST: '0.0.0.0', BASE_URL: 'https://evil.example.com', TANGRAM_DATA: dataDir })
    expect(config).toMatchObject({ mode: 'trial', host: '127.0.0.1', baseUrl: undefined, sample: true, portMayVary: true })
  })

  it('makes a secret once, that only its owner can read', () => {
    const { secret } = configFromEnvironment(['--trial'], { TANGRAM_DATA: dataDir })
    expect(configFromEnvironment(['--trial'], { TANGRAM_DATA: dataDir }).secret).toBe(secret)
    expect(readFileSync(join(dataDir, 'secret'), 'utf8')).toBe(secret)
    expect(statSync(join(dataDir, 'secret')).mode & 0o077).toBe(0)
  })
})
