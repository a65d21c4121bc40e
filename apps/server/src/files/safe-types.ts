/** Pictures a browser draws without running anything in them; everything else is only handed out as a download. */
export const safeImages: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'])
