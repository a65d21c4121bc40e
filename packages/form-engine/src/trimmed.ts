/** `text.trim()`, which is not called where the first and the last character are plainly no blanks: most texts are trimmed already. */
export function trimmed(text: string): string {
  return isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(text.length - 1)) ? text : text.trim()
}

/** Letters, figures and Han characters; false says nothing. */
function isInk(unit: number): boolean {
  return (unit > 0x20 && unit < 0x7f) || (unit > 0x3000 && unit < 0xfe00)
}
