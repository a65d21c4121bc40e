import { useClient } from '@tangram/ui'
import { useQuery } from '@tanstack/react-query'

type Words = { 'zh-CN'?: string; en?: string }
type Failure = { code: string; text: Words; fix: Words }

/** As the API has it. */
export type BackupPlan = {
  enabled: boolean
  every: 'days' | 'hours'
  time: string
  days: number[]
  hours: number
  place: 'folder' | 'bucket'
  bucket: { endpoint: string; bucket: string; prefix: string; region: string; accessKeyId: string } | null
  keep: number
  keepDays: number | null
  megabytesPerSecond: number
}

export type Backup = {
  id: string
  name: string
  place: string
  why: 'schedule' | 'asked'
  state: 'waiting' | 'running' | 'good' | 'incomplete' | 'failed' | 'removed'
  begunAt: string
  release: string | null
  amounts: { tables: number; rows: number; files: number; bytes: number; stored: number; missing: number }
  error: Failure | null
  checkState: 'none' | 'running' | 'good' | 'damaged'
  checkedAt: string | null
  checkError: Failure | null
}

export type BackupsOverview = {
  plan: BackupPlan
  version: number
  hasPassphrase: boolean
  hasSecretKey: boolean
  restoredAt: string | null
  zone: string
  folder: string
  nextAt: string | null
  lastGoodAt: string | null
  backups: Backup[]
}

export const backupsKey = ['backups'] as const

export const isUnderWay = ({ state, checkState }: Backup): boolean => state === 'waiting' || state === 'running' || checkState === 'running'

/** Looks again every two seconds while something is under way, and each minute otherwise. */
export function useBackups(isAsked: boolean) {
  const client = useClient()
  return useQuery({
    queryKey: backupsKey,
    queryFn: ({ signal }) => client.get<BackupsOverview>('/backups', { signal }),
    enabled: isAsked,
    refetchInterval: ({ state }) => (state.data?.backups.some(isUnderWay) ? 2_000 : 60_000),
  })
}
