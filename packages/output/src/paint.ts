import { pagesOf, sheetOf } from './lay-out.ts'
import type { Picture } from './picture.ts'
import { toPdf } from './to-pdf.ts'
import { toPng } from './to-png.ts'

export const pictureFormats = ['png', 'svg', 'pdf'] as const
export type PictureFormat = (typeof pictureFormats)[number]

/** A picture as a file. Takes up to seconds of one core: servers do it in a painter's thread. */
export async function paint(picture: Picture, format: PictureFormat): Promise<Uint8Array> {
  switch (format) {
    case 'svg':
      return new TextEncoder().encode(sheetOf(picture))
    case 'png':
      return toPng(sheetOf(picture))
    case 'pdf':
      return await toPdf(pagesOf(picture), { title: picture.title, at: picture.asOf })
  }
}
