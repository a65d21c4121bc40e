import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

export type Sealer = {
  /** @param about what it belongs to: it opens for nothing else */
  seal(text: string, about: string): string
  /** The text, and whether it was sealed by a former secret; null when it was changed, belongs elsewhere or its secret is gone. */
  open(sealed: string, about: string): { text: string; isFormer: boolean } | null
}

type Key = { id: string; key: Buffer }

/**
 * Keeps texts secret in the database: AES-256-GCM under a key made of the installation's secret by HKDF, one for each purpose. A sealed
 * text names its format and key (`v1.key.nonce.text.tag`), so that it still opens after the secret changed, as long as the former one is known.
 */
export function createSealer(
  { secret, formerSecrets = [] }: { secret: string; formerSecrets?: readonly string[] },
  purpose: string,
): Sealer {
  const keys = [secret, ...formerSecrets].map((each) => keyOf(each, purpose))
  const [current] = keys as [Key]
  return {
    seal: (text, about) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', current.key, nonce).setAAD(Buffer.from(about))
      const parts = [nonce, Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]), cipher.getAuthTag()]
      return ['v1', current.id, ...parts.map((part) => part.toString('base64url'))].join('.')
    },
    open: (sealed, about) => {
      const [format, id, nonce = '', text = '', tag = ''] = sealed.split('.')
      const key = format === 'v1' ? keys.find((each) => each.id === id) : undefined
      if (!key) return null
      try {
        const decipher = createDecipheriv('aes-256-gcm', key.key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 })
        decipher.setAAD(Buffer.from(about)).setAuthTag(Buffer.from(tag, 'base64url'))
        const opened = Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()])
        return { text: opened.toString('utf8'), isFormer: key !== current }
      } catch {
        return null
      }
    },
  }
}

/** A key of its own for each purpose; what is known of one tells nothing about another. */
export function purposeKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'tangram', purpose, 32))
}

function keyOf(secret: string, purpose: string): Key {
  const key = purposeKey(secret, purpose)
  return { key, id: createHash('sha256').update(key).digest('base64url').slice(0, 6) }
}
