/**
 * Where a record of a list opens: `/a/erp/orders/SO%2F17`. Ids of linked tables are whatever their keys hold. The router decodes an
 * address once before it is taken apart, all but its separators: a percent sign is therefore written twice.
 *
 * @param list address of the list
 */
export const recordAddress = (list: string, id: string): string => `${list}/${encodeURIComponent(id).replaceAll('%25', '%2525')}`

/** The id in an address, as the router hands over this part of it. */
export function recordIn(part: string | undefined): string | undefined {
  if (part === undefined) return undefined
  try {
    return decodeURIComponent(part)
  } catch {
    // Somebody typed it: a percent sign that begins no escape stands for itself.
    return part
  }
}
