/** The dark modules of a code as one path of unit squares; `side` is how many modules wide it is. */
export async function drawQr(text: string): Promise<{ side: number; path: string }> {
  const { create } = await import('qrcode')
  const { size: side, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  let path = ''
  for (let at = 0; at < side * side; at++) {
    if (data[at]) path += `M${at % side} ${Math.floor(at / side)}h1v1h-1z`
  }
  return { side, path }
}
