/** An address as somebody may see it who need not know it: `138****0000`, `l****@example.com`. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@')
  if (at > 0) return `${address.slice(0, 1)}****${address.slice(at)}`
  const number = address.replace(/^\+86(?=1\d{10}$)/, '')
  return number.length < 9 ? '****' : `${number.slice(0, 3)}****${number.slice(-4)}`
}

/** A text with its web addresses left out: what is behind them is for whoever they were sent to. */
export function withoutLinks(text: string): string {
  return text.replaceAll(/https?:\/\/[\x21-\x7e]+/gi, '[…]')
}
