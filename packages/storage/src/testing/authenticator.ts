import { createHmac } from 'node:crypto'

/** What a phone does with the secret it was given: the code of now, or of `away` half minutes from now (RFC 6238). */
export function authenticator(secret: string): (away?: number) => string {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
  return (away = 0) => {
    const time = Buffer.alloc(8)
    time.writeUInt32BE(Math.floor(Date.now() / 30_000) + away, 4)
    const mac = createHmac('sha1', key).update(time).digest()
    const at = (mac.at(-1) ?? 0) % 16
    return String((mac.readUInt32BE(at) % 2 ** 31) % 1_000_000).padStart(6, '0')
  }
}
