/** The real server with the service desk and `TICKETS` complaints, its jobs on. Says `{ ready }`. */
import { configFromEnvironment, startServer } from '@tangram/server'

const tickets = Number(process.env.TICKETS)
const config = configFromEnvironment(['--trial'], process.env)
const server = await startServer({ ...config, sample: true, sampleSize: { tickets, customers: Math.ceil(tickets / 25) } })
process.send?.({ ready: server.url })
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)))
