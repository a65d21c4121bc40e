import { useEffect, useState } from 'react'

/** The text as a picture of 512 px, black on white in both themes: scanners want it so. */
export function useQrCode(text: string): string | undefined {
  const [picture, setPicture] = useState<string>()
  useEffect(() => {
    let isCurrent = true
    void import('qrcode').then(async ({ toDataURL }) => {
      const drawn = await toDataURL(text, { width: 512, margin: 1 })
      if (isCurrent) setPicture(drawn)
    })
    return () => {
      isCurrent = false
    }
  }, [text])
  return picture
}
