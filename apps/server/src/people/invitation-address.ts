import type { Services } from '../services.ts'

/** Behind the number sign: browsers send it to no server, in no address line of a log and no referrer. */
export const invitationAddress = ({ baseUrl }: Pick<Services, 'baseUrl'>, token: string): string => `${baseUrl()}/set-password#${token}`
