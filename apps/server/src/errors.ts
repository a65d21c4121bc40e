import { type ErrorCatalogue, failures } from '@tangram/data-model'

/** What the server itself can refuse, beside the catalogues of the packages it calls. */
export const serverErrors = {
  'server.plug-in.not-found': {
    status: 500,
    text: {
      en: 'The plug-in {name} of TANGRAM_PLUGINS was not found in {folder}.',
      'zh-CN': '在 {folder} 中没有找到 TANGRAM_PLUGINS 所列的插件 {name}。',
    },
    fix: {
      en: 'Install the package in the folder the server is started in, give the path of its folder (./plug-ins/scale), or take it out of TANGRAM_PLUGINS.',
      'zh-CN': '请在启动服务器的目录中安装该包，或填写其目录路径（./plug-ins/scale），或将其从 TANGRAM_PLUGINS 中移除。',
    },
  },
  'server.plug-in.broken': {
    status: 500,
    text: { en: 'The plug-in {name} cannot be loaded: {problem}', 'zh-CN': '无法加载插件 {name}：{problem}' },
    fix: {
      en: 'Install what it depends on, or a version that fits; without it, take it out of TANGRAM_PLUGINS.',
      'zh-CN': '请安装其依赖或合适的版本；若不需要，请将其从 TANGRAM_PLUGINS 中移除。',
    },
  },
  'server.plug-in.wrong-shape': {
    status: 500,
    text: { en: 'The plug-in {name} is not made as expected: {problem}.', 'zh-CN': '插件 {name} 的格式不正确：{problem}。' },
    fix: {
      en: 'Make it as docs/guide/field-type.md says, or take it out of TANGRAM_PLUGINS.',
      'zh-CN': '请按 docs/guide/field-type.md 编写，或将其从 TANGRAM_PLUGINS 中移除。',
    },
  },
  'server.plug-in.clash': {
    status: 500,
    text: {
      en: 'The plug-in {name} brings “{type}”, which {owner} has already.',
      'zh-CN': '插件 {name} 提供的 “{type}” 已由 {owner} 提供。',
    },
    fix: {
      en: 'Give it another type, or take one of the two out of TANGRAM_PLUGINS.',
      'zh-CN': '请改用其他类型名，或将其中之一从 TANGRAM_PLUGINS 中移除。',
    },
  },
  'server.request.invalid': {
    status: 400,
    text: { en: '{part} is not valid at “{at}”: {problem}.', 'zh-CN': '{part}中“{at}”不正确：{problem}。' },
    fix: { en: 'Correct this value and send the request again.', 'zh-CN': '请更正该值后重新提交。' },
  },
  'server.request.broken-json': {
    status: 400,
    text: { en: 'The body is not valid JSON: {problem}.', 'zh-CN': '请求体不是有效的 JSON：{problem}。' },
    fix: { en: 'Send well-formed JSON in UTF-8. Nothing was saved.', 'zh-CN': '请发送格式正确的 UTF-8 JSON，本次没有保存任何内容。' },
  },
  'server.request.empty-body': {
    status: 400,
    text: { en: 'The body is empty, JSON was expected.', 'zh-CN': '请求体为空，此处需要 JSON。' },
    fix: { en: 'Send the values as JSON.', 'zh-CN': '请以 JSON 发送内容。' },
  },
  'server.request.unexpected-body': {
    status: 400,
    text: { en: 'This request takes no body.', 'zh-CN': '该请求不接受请求体。' },
    fix: { en: 'Leave the body out.', 'zh-CN': '请去掉请求体。' },
  },
  'server.request.too-large': {
    status: 413,
    text: { en: 'The body is larger than {limit}.', 'zh-CN': '请求体超过 {limit}。' },
    fix: { en: 'Send less at a time. Nothing was saved.', 'zh-CN': '请减少单次发送的内容，本次没有保存任何内容。' },
  },
  'server.request.media-type': {
    status: 415,
    text: { en: 'The content type {type} is not understood here.', 'zh-CN': '此处不接受内容类型 {type}。' },
    fix: {
      en: 'Send application/json, or multipart/form-data for a file.',
      'zh-CN': '请使用 application/json，上传文件请使用 multipart/form-data。',
    },
  },
  'server.request.malformed': {
    status: 400,
    text: { en: 'The request could not be understood.', 'zh-CN': '无法识别该请求。' },
    fix: { en: 'Check the address and the headers.', 'zh-CN': '请检查地址和请求头。' },
  },
  'server.not-found': {
    status: 404,
    text: { en: 'There is nothing here, or it is not visible to you.', 'zh-CN': '此处没有内容，或您无权查看。' },
    fix: { en: 'Check the address, or ask for access.', 'zh-CN': '请检查地址，或申请访问权限。' },
  },
  'server.embed.password': {
    status: 403,
    text: { en: 'That is not the password of this link.', 'zh-CN': '密码不正确。' },
    fix: { en: 'Ask whoever gave you the link.', 'zh-CN': '请联系向您提供链接的人。' },
  },
  'server.embed.unfit': {
    status: 403,
    text: {
      en: 'You may share this dashboard only with a role that you hold, that sees it, and whose figures you may export; whoever designs the app, with any role that sees it.',
      'zh-CN': '只能以您拥有、可查看该看板且您有权导出其数据的角色分享；应用设计者可选择任何可查看该看板的角色。',
    },
    fix: { en: 'Choose another role.', 'zh-CN': '请选择其他角色。' },
  },
  'server.dashboard.publisher-gone': {
    status: 409,
    text: {
      en: 'These figures are counted with the rights of whoever published the app, who may no longer sign in.',
      'zh-CN': '该看板按发布者的权限统计，而发布者已无法登录。',
    },
    fix: { en: 'Ask somebody who designs the app to publish it again.', 'zh-CN': '请联系应用设计者重新发布。' },
  },
  'server.not-allowed': {
    status: 403,
    text: { en: 'You are not allowed to do this.', 'zh-CN': '您没有执行此操作的权限。' },
    fix: { en: 'Ask an administrator for the right to do it.', 'zh-CN': '请联系管理员开通权限。' },
  },
  'server.export.too-many': {
    status: 413,
    text: {
      en: 'There are {count} records, and an Excel sheet holds {max}.',
      'zh-CN': '共有 {count} 条记录，而 Excel 工作表最多容纳 {max} 条。',
    },
    fix: { en: 'Save them as CSV, or narrow them down.', 'zh-CN': '请另存为 CSV，或缩小范围。' },
  },
  'server.session.needed': {
    status: 401,
    text: { en: 'You are not signed in, or your session has ended.', 'zh-CN': '您尚未登录，或登录已过期。' },
    fix: { en: 'Sign in and try again.', 'zh-CN': '请登录后重试。' },
  },
  'server.session.wrong-login': {
    status: 401,
    text: { en: 'The name or the password is not right.', 'zh-CN': '用户名或密码不正确。' },
    fix: { en: 'Check both, or ask an administrator for a new password.', 'zh-CN': '请核对后重试，或联系管理员重置密码。' },
  },
  'server.session.csrf': {
    status: 403,
    text: { en: 'The request did not come from a page of this server.', 'zh-CN': '该请求不是从本系统页面发出的。' },
    fix: { en: 'Reload the page and try again.', 'zh-CN': '请刷新页面后重试。' },
  },
  'server.session.wrong-code': {
    status: 401,
    text: { en: 'Login, password or code is not right.', 'zh-CN': '登录名、密码或验证码不正确。' },
    fix: {
      en: 'Wait for the next code of the authenticator, or use a recovery code. If that fails too, begin again with the password.',
      'zh-CN': '请等待下一个验证码，或使用恢复码；如仍不成功，请返回重新输入密码。',
    },
  },
  'server.session.challenge-over': {
    status: 401,
    text: { en: 'It took too long to enter the code.', 'zh-CN': '输入验证码超时。' },
    fix: { en: 'Begin again with login and password.', 'zh-CN': '请重新输入登录名和密码。' },
  },
  'server.session.password-change-needed': {
    status: 403,
    text: { en: 'You need to choose a new password first.', 'zh-CN': '请先修改密码。' },
    fix: { en: 'Load the page again; it asks for the new password.', 'zh-CN': '请刷新页面，按提示设置新密码。' },
  },
  'server.session.second-factor-needed': {
    status: 403,
    text: { en: 'You need to set up an authenticator first.', 'zh-CN': '请先设置动态验证码。' },
    fix: { en: 'Load the page again; it shows how.', 'zh-CN': '请刷新页面，按提示设置。' },
  },
  'server.password.wrong-current': {
    status: 422,
    text: { en: 'Your present password is not right.', 'zh-CN': '当前密码不正确。' },
    fix: { en: 'Enter the password you sign in with.', 'zh-CN': '请输入登录时使用的密码。' },
  },
  'server.factor.required': {
    status: 409,
    text: { en: 'Your organisation asks everybody like you for a second factor.', 'zh-CN': '本单位要求你使用动态验证码登录。' },
    fix: {
      en: 'To move to another device, have an administrator remove the old one; you then set up the new one.',
      'zh-CN': '如需更换设备，请联系管理员移除，之后即可重新设置。',
    },
  },
  'server.factor.no-password': {
    status: 409,
    text: { en: 'You do not sign in with a password of this system.', 'zh-CN': '你不是用本系统的密码登录的。' },
    fix: { en: 'Set up the second factor where you sign in.', 'zh-CN': '请在你的登录系统中设置二次验证。' },
  },
  'server.see-as.refused': {
    status: 403,
    text: {
      en: 'While you see as somebody else you only look, at what that person sees of the apps; what is personal is not shown.',
      'zh-CN': '以他人身份查看期间只能浏览其在应用中可见的内容，不能进行其他操作，也不显示个人事项。',
    },
    fix: { en: 'End “see as” first.', 'zh-CN': '请先结束“以他人身份查看”。' },
  },
  'server.provider.unreachable': {
    status: 502,
    text: { en: 'The sign-in service cannot be used right now: {problem}', 'zh-CN': '登录服务暂时无法使用：{problem}' },
    fix: {
      en: 'Try again in a few minutes; if it stays, tell your administrator.',
      'zh-CN': '请几分钟后重试；如果仍然出现，请告知管理员。',
    },
  },
  'server.provider.over': {
    status: 401,
    text: {
      en: 'This sign-in took too long, was begun in another browser, or was used already.',
      'zh-CN': '本次登录已超时、已使用过，或不是在此浏览器中发起的。',
    },
    fix: { en: 'Begin again on the sign-in page.', 'zh-CN': '请回到登录页重新开始。' },
  },
  'server.provider.refused': {
    status: 401,
    text: { en: 'The sign-in service did not let you in ({reason}).', 'zh-CN': '登录服务未允许登录（{reason}）。' },
    fix: { en: 'Begin again, or ask whoever looks after that service.', 'zh-CN': '请重新登录，或联系该登录服务的管理人员。' },
  },
  'server.provider.invalid': {
    status: 401,
    text: { en: 'The answer of the sign-in service is not valid: {problem}.', 'zh-CN': '登录服务的应答无效：{problem}。' },
    fix: {
      en: 'Begin again; if it stays, have an administrator test the service in its settings.',
      'zh-CN': '请重新登录；如果仍然出现，请管理员在设置中测试该登录服务。',
    },
  },
  'server.provider.person-unknown': {
    status: 403,
    text: { en: 'Nobody here is linked with your account {account}.', 'zh-CN': '您的账号 {account} 尚未与本系统的人员关联。' },
    fix: {
      en: 'Ask {contact} to let you in, or sign in otherwise and link the account.',
      'zh-CN': '请联系{contact}开通，或用其他方式登录后自行关联此账号。',
    },
  },
  'server.provider.person-suspended': {
    status: 403,
    text: { en: 'You are suspended here.', 'zh-CN': '您在本系统的账号已停用。' },
    fix: { en: 'Ask {contact}.', 'zh-CN': '请联系{contact}。' },
  },
  'server.provider.domain': {
    status: 403,
    text: {
      en: 'Only people with a verified e-mail address of {domains} may come in.',
      'zh-CN': '只允许邮箱已验证且属于 {domains} 的人员登录。',
    },
    fix: { en: 'Sign in with an account of the organisation, or ask {contact}.', 'zh-CN': '请使用单位账号登录，或联系{contact}。' },
  },
  'server.provider.link-over': {
    status: 409,
    text: { en: 'You signed out, or in as somebody else, before the account was linked.', 'zh-CN': '关联完成前您已退出或切换了登录。' },
    fix: { en: 'Sign in and link the account again.', 'zh-CN': '请登录后重新关联。' },
  },
  'server.throttled': {
    status: 429,
    text: { en: 'Too many attempts. Try again in {seconds} seconds.', 'zh-CN': '尝试次数过多，请在 {seconds} 秒后重试。' },
    fix: { en: 'Wait a little before the next attempt.', 'zh-CN': '请稍候再试。' },
  },
  'server.setup.closed': {
    status: 404,
    text: { en: 'This set-up link is not valid or has been used.', 'zh-CN': '该初始化链接无效或已被使用。' },
    fix: {
      en: 'Sign in, or restart the server for a new link if there is no administrator yet.',
      'zh-CN': '请直接登录；如果还没有管理员，请重启服务获取新链接。',
    },
  },
  'server.precondition-needed': {
    status: 428,
    text: { en: 'The version this change is based on is missing.', 'zh-CN': '缺少本次修改所依据的版本。' },
    fix: { en: 'Send the ETag of what you read as If-Match.', 'zh-CN': '请将读取时的 ETag 作为 If-Match 发送。' },
  },
  'server.draft.not-ready': {
    status: 422,
    text: { en: 'The draft has {count} problems and cannot be published yet.', 'zh-CN': '草稿存在 {count} 个问题，暂时无法发布。' },
    fix: { en: 'Correct the listed problems first.', 'zh-CN': '请先解决列出的问题。' },
  },
  'server.file.missing': {
    status: 400,
    text: { en: 'No file was sent.', 'zh-CN': '没有收到文件。' },
    fix: { en: 'Send one file as multipart/form-data.', 'zh-CN': '请以 multipart/form-data 上传一个文件。' },
  },
  'server.file.too-large': {
    status: 413,
    text: { en: 'The file is larger than {limit}.', 'zh-CN': '文件超过 {limit}。' },
    fix: { en: 'Choose a smaller file.', 'zh-CN': '请选择较小的文件。' },
  },
  'server.file.not-an-image': {
    status: 415,
    text: { en: 'This field takes pictures only (PNG, JPEG, WebP, GIF).', 'zh-CN': '该字段只接受图片（PNG、JPEG、WebP、GIF）。' },
    fix: { en: 'Choose a picture.', 'zh-CN': '请选择图片文件。' },
  },
  'server.import.too-large': {
    status: 413,
    text: { en: 'The file needs more memory than an import may use.', 'zh-CN': '该文件所需内存超出导入限制。' },
    fix: { en: 'Split it into several files.', 'zh-CN': '请拆分为多个文件分次导入。' },
  },
  'server.link.used': {
    status: 409,
    text: { en: 'This link has been answered already.', 'zh-CN': '该链接已经回复过了。' },
    fix: { en: 'Nothing more to do. Thank you.', 'zh-CN': '无需再次操作，感谢您的反馈。' },
  },
  'server.progress.unknown': {
    status: 404,
    text: { en: 'No request matches this number and phone.', 'zh-CN': '没有找到与该编号和电话匹配的记录。' },
    fix: { en: 'Check the number on the confirmation and the phone you gave.', 'zh-CN': '请核对回执上的编号和您填写的电话。' },
  },
  'server.instance.nobody-to-urge': {
    status: 409,
    text: { en: 'There is nobody to remind just now.', 'zh-CN': '当前没有可催办的人。' },
    fix: { en: 'They were reminded a moment ago, or the next step is yours.', 'zh-CN': '可能刚刚催办过，或下一步由您处理。' },
  },
  'server.hand-over.same-person': {
    status: 422,
    text: { en: 'To-dos cannot be handed over to the same person.', 'zh-CN': '不能将待办交接给本人。' },
    fix: { en: 'Choose somebody else.', 'zh-CN': '请选择其他人员。' },
  },
  'server.hand-over.inactive': {
    status: 422,
    text: { en: 'The person who is to take over is not active.', 'zh-CN': '接手人员不存在或已停用。' },
    fix: { en: 'Choose somebody who works here.', 'zh-CN': '请选择在职人员。' },
  },
  'server.process.not-by-hand': {
    status: 422,
    text: { en: '“{process}” is not started by hand.', 'zh-CN': '流程“{process}”不能手动启动。' },
    fix: { en: 'Ask the builder of the app for a start of this kind.', 'zh-CN': '请联系应用搭建者添加手动启动节点。' },
  },
  'server.process.unknown': {
    status: 404,
    text: { en: 'The app has no process “{process}”.', 'zh-CN': '该应用没有流程“{process}”。' },
    fix: { en: 'Choose one of its processes.', 'zh-CN': '请选择该应用的流程。' },
  },
  'server.message.nobody': {
    status: 404,
    text: { en: 'Nobody waits for the message “{name}”.', 'zh-CN': '没有流程在等待消息“{name}”。' },
    fix: {
      en: 'Check its name and what it is for (correlation), or publish a process that takes it.',
      'zh-CN': '请检查消息名称和匹配标识，或发布接收该消息的流程。',
    },
  },
  'server.migration.version': {
    status: 422,
    text: { en: 'Version {version} of the app has no process “{process}”.', 'zh-CN': '应用的第 {version} 版没有流程“{process}”。' },
    fix: { en: 'Choose a version that has it.', 'zh-CN': '请选择包含该流程的版本。' },
  },
  'server.action.failed': {
    status: 502,
    text: { en: '{reason}', 'zh-CN': '{reason}' },
    fix: { en: 'Look into the other system, then retry.', 'zh-CN': '请检查对方系统后重试。' },
  },
  'server.busy': {
    status: 503,
    text: { en: 'The server is busy right now.', 'zh-CN': '系统当前繁忙。' },
    fix: { en: 'Try again in a few seconds.', 'zh-CN': '请几秒后重试。' },
  },
  'server.database.unavailable': {
    status: 503,
    text: { en: 'The database cannot be reached right now.', 'zh-CN': '暂时无法连接数据库。' },
    fix: { en: 'Try again in a few seconds. Nothing you sent was half saved.', 'zh-CN': '请几秒后重试，您提交的内容不会被部分保存。' },
  },
  'server.unexpected': {
    status: 500,
    text: { en: 'Something went wrong on our side (request {request}).', 'zh-CN': '系统发生错误（请求 {request}）。' },
    fix: {
      en: 'Try again; if it stays, tell your administrator the request number.',
      'zh-CN': '请重试；如果仍然出现，请将请求编号告知管理员。',
    },
  },
  'server.config.secret': {
    status: 500,
    text: {
      en: 'TANGRAM_SECRET {problem}. The server does not start without a secret of its own.',
      'zh-CN': 'TANGRAM_SECRET {problem}。没有独立密钥时服务不会启动。',
    },
    fix: {
      en: "Make one with: node -e \"console.log(require('crypto').randomBytes(32).toString('base64url'))\" and keep it for every start.",
      'zh-CN': "用以下命令生成并在每次启动时保持不变：node -e \"console.log(require('crypto').randomBytes(32).toString('base64url'))\"",
    },
  },
  'server.backup.usage': {
    status: 422,
    text: { en: '{problem}', 'zh-CN': '{problem}' },
    fix: {
      en: 'npm run backup -- --to FOLDER|s3://BUCKET/PREFIX [--keep N]; npm run restore -- --from FOLDER|s3://BUCKET/PREFIX [--name BACKUP] [--check] [--other-secret]',
      'zh-CN':
        'npm run backup -- --to 目录|s3://存储桶/前缀 [--keep N]；npm run restore -- --from 目录|s3://存储桶/前缀 [--name 备份名] [--check] [--other-secret]',
    },
  },
  'server.backup.passphrase': {
    status: 422,
    text: {
      en: 'The key of the backup is missing or shorter than {min} characters.',
      'zh-CN': '备份密钥未设置或少于 {min} 个字符。',
    },
    fix: {
      en: 'Set TANGRAM_BACKUP_PASSPHRASE, or TANGRAM_BACKUP_KEY_FILE to a file that holds it. Keep it apart from the backups: without it they open for nobody.',
      'zh-CN':
        '请设置 TANGRAM_BACKUP_PASSPHRASE，或将 TANGRAM_BACKUP_KEY_FILE 设为存放密钥的文件。请与备份分开保管：丢失后任何人都无法打开备份。',
    },
  },
  'server.backup.store': {
    status: 502,
    text: { en: 'The store {place} did not do what was asked: {reason}.', 'zh-CN': '存储 {place} 未完成请求：{reason}。' },
    fix: {
      en: 'Check the bucket, AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and that the key may list, read, write and delete there.',
      'zh-CN':
        '请检查存储桶、AWS_ENDPOINT_URL、AWS_REGION、AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY，并确认该密钥有列出、读取、写入和删除的权限。',
    },
  },
  'server.backup.elsewhere': {
    status: 409,
    text: {
      en: 'This backup lies in {place}, which is no longer the place of the settings.',
      'zh-CN': '此备份位于 {place}，已不是当前设置的存放位置。',
    },
    fix: { en: 'Check it there with npm run restore -- --check.', 'zh-CN': '请用 npm run restore -- --check 在该处检查。' },
  },
  'server.backup.broken': {
    status: 500,
    text: { en: 'The backup broke off: {reason}.', 'zh-CN': '备份中断：{reason}。' },
    fix: {
      en: 'Look at free space and at the log of the server, then back up again.',
      'zh-CN': '请检查剩余空间与服务日志，然后重新备份。',
    },
  },
  'server.backup.none': {
    status: 404,
    text: { en: 'There is no finished backup in {place}.', 'zh-CN': '{place} 中没有已完成的备份。' },
    fix: { en: 'Check the address, and the name when you gave one.', 'zh-CN': '请检查地址以及所填的备份名。' },
  },
  'server.config.invalid': {
    status: 500,
    text: { en: 'The setting {name} is not usable: {problem}.', 'zh-CN': '设置 {name} 不可用：{problem}。' },
    fix: { en: 'Correct it and start again.', 'zh-CN': '请更正后重新启动。' },
  },
} satisfies ErrorCatalogue

export const fail = failures(serverErrors)
