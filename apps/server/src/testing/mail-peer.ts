import { createServer, type Server, type Socket } from 'node:net'

/** A mail server that keeps what it is given. */
export async function mailPeer(): Promise<{ url: string; mails: { to: string; data: string }[]; close(): void }> {
  const mails: { to: string; data: string }[] = []
  const talk = (socket: Socket) => {
    let [to, data, isData] = ['', '', false]
    const say = (line: string) => socket.write(`${line}\r\n`)
    let rest = ''
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (isData) {
          if (line !== '.') data += `${line}\n`
          else {
            mails.push({ to, data })
            isData = false
            say('250 kept')
          }
        } else if (/^(EHLO|HELO)/i.test(line)) say('250 peer')
        else if (/^RCPT TO:<([^>]+)>/i.test(line)) {
          to = /<([^>]+)>/.exec(line)?.[1] ?? ''
          say('250 ok')
        } else if (/^DATA/i.test(line)) {
          isData = true
          data = ''
          say('354 go on')
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
        else say('250 ok')
      }
    })
    say('220 peer')
  }
  const server: Server = createServer(talk)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return { url: `smtp://127.0.0.1:${port}?ignoreTLS=true`, mails, close: () => server.close() }
}
