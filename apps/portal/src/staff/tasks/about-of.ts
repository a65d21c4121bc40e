/** What a to-do or a process is about: number and title of its record, once where they are the same. */
export function aboutOf({ recordNumber, recordTitle }: { recordNumber?: string | null; recordTitle: string }): string {
  return recordNumber && recordNumber !== recordTitle ? `${recordNumber} ${recordTitle}` : recordTitle
}
