import { type ErrorCatalogue, failures } from '@tangram/data-model'

export const storageErrors = {
  'storage.cluster.locked': {
    status: 503,
    text: {
      en: 'The data directory {dir} is in use by process {pid}.',
      'zh-CN': '数据目录 {dir} 正被进程 {pid} 使用。',
    },
    fix: { en: 'Stop the other server, or choose another data directory.', 'zh-CN': '请先停止另一个服务，或改用其他数据目录。' },
  },
  'storage.cluster.failed': {
    status: 503,
    text: { en: 'The embedded PostgreSQL did not start: {reason}', 'zh-CN': '内置 PostgreSQL 启动失败：{reason}' },
    fix: {
      en: 'Read {logFile}, or set DATABASE_URL to use your own PostgreSQL.',
      'zh-CN': '请查看 {logFile}，或设置 DATABASE_URL 使用自己的 PostgreSQL。',
    },
  },
  'storage.backup.nothing': {
    status: 409,
    text: { en: 'The database is empty: there is nothing to back up.', 'zh-CN': '数据库为空，没有可备份的内容。' },
    fix: {
      en: 'Check DATABASE_URL and TANGRAM_DATA: they name the installation.',
      'zh-CN': '请检查 DATABASE_URL 和 TANGRAM_DATA 是否指向该安装。',
    },
  },
  'storage.backup.wrong-key': {
    status: 422,
    text: { en: 'This passphrase or key file does not open the backup.', 'zh-CN': '该口令或密钥文件无法打开此备份。' },
    fix: {
      en: 'Set TANGRAM_BACKUP_PASSPHRASE or TANGRAM_BACKUP_KEY_FILE to what it was when the backup was made. Nothing was written.',
      'zh-CN': '请将 TANGRAM_BACKUP_PASSPHRASE 或 TANGRAM_BACKUP_KEY_FILE 设为备份时所用的值。未写入任何内容。',
    },
  },
  'storage.backup.damaged': {
    status: 422,
    text: { en: 'The backup is not whole: {name}: {problem}.', 'zh-CN': '备份不完整：{name}：{problem}。' },
    fix: { en: 'Fetch it again from where it is kept, or use an earlier backup.', 'zh-CN': '请从存放处重新获取，或使用更早的备份。' },
  },
  'storage.backup.unknown': {
    status: 404,
    text: { en: 'There is no such backup.', 'zh-CN': '没有此备份。' },
    fix: { en: 'Load the page again.', 'zh-CN': '请刷新页面。' },
  },
  'storage.backup.not-there': {
    status: 409,
    text: { en: 'This backup was not finished or is removed: there is nothing to check.', 'zh-CN': '此备份未完成或已删除，无法检查。' },
    fix: { en: 'Choose one that is finished.', 'zh-CN': '请选择已完成的备份。' },
  },
  'storage.backup.under-way': {
    status: 409,
    text: { en: 'A backup is being made already.', 'zh-CN': '已有备份正在进行。' },
    fix: { en: 'Wait until it is finished.', 'zh-CN': '请等待其完成。' },
  },
  'storage.personal.too-short': {
    status: 422,
    text: { en: 'The text to find is shorter than {min} characters.', 'zh-CN': '查找内容少于 {min} 个字符。' },
    fix: { en: 'Enter a whole name, number or address.', 'zh-CN': '请输入完整的姓名、号码或地址。' },
  },
  'storage.personal.too-many': {
    status: 422,
    text: { en: 'More than {max} records are chosen for one file.', 'zh-CN': '一个文件最多包含 {max} 条记录。' },
    fix: { en: 'Make several files, each of fewer records.', 'zh-CN': '请减少所选记录，分多个文件导出。' },
  },
  'storage.backup.plan-changed': {
    status: 409,
    text: { en: 'Somebody changed the settings of backups meanwhile.', 'zh-CN': '备份设置已被他人修改。' },
    fix: { en: 'Load the page again and make your change anew.', 'zh-CN': '请刷新页面后重新修改。' },
  },
  'storage.backup.plan-lacks': {
    status: 422,
    text: { en: 'The settings of backups lack {what}.', 'zh-CN': '备份设置缺少：{what}。' },
    fix: { en: 'Complete and save them; then backups can be made.', 'zh-CN': '请补充并保存设置，然后即可备份。' },
  },
  'storage.backup.newer': {
    status: 422,
    text: {
      en: 'The backup was made by release {release}, which is newer than this one (unknown here: {step}).',
      'zh-CN': '备份由更新的版本 {release} 生成（此版本不认识：{step}）。',
    },
    fix: { en: 'Install that release or a later one, then restore.', 'zh-CN': '请安装该版本或更新的版本后再恢复。' },
  },
  'storage.backup.not-empty': {
    status: 409,
    text: { en: 'The database is not empty; it has {found}.', 'zh-CN': '数据库不为空，其中已有：{found}。' },
    fix: {
      en: 'Restore into an empty database: another data directory (TANGRAM_DATA) or another DATABASE_URL.',
      'zh-CN': '请恢复到空数据库：使用其他数据目录（TANGRAM_DATA）或其他 DATABASE_URL。',
    },
  },
  'storage.backup.in-use': {
    status: 409,
    text: { en: 'A server is working with this database.', 'zh-CN': '有服务正在使用该数据库。' },
    fix: { en: 'Stop it, then restore.', 'zh-CN': '请先停止服务，再恢复。' },
  },
  'storage.backup.other-secret': {
    status: 422,
    text: {
      en: 'The backup was made under another TANGRAM_SECRET. Encrypted fields and second factors would not open under this one.',
      'zh-CN': '备份是在另一个 TANGRAM_SECRET 下生成的，加密字段和二次验证在当前密钥下无法打开。',
    },
    fix: {
      en: 'Set TANGRAM_SECRET (or TANGRAM_FORMER_SECRETS) to the one of then. If it is lost, restore with --other-secret and do without them.',
      'zh-CN': '请将 TANGRAM_SECRET（或 TANGRAM_FORMER_SECRETS）设为当时的密钥；若已遗失，可加 --other-secret 恢复并放弃这些内容。',
    },
  },
  'storage.cluster.unsupported': {
    status: 503,
    text: { en: 'There is no embedded PostgreSQL for {platform}.', 'zh-CN': '没有适用于 {platform} 的内置 PostgreSQL。' },
    fix: { en: 'Set DATABASE_URL to use your own PostgreSQL.', 'zh-CN': '请设置 DATABASE_URL 使用自己的 PostgreSQL。' },
  },
  'storage.database.unavailable': {
    status: 503,
    text: { en: 'The database does not answer right now.', 'zh-CN': '数据库暂时无法访问。' },
    fix: { en: 'Try again in a few seconds.', 'zh-CN': '请几秒后重试。' },
  },
  'storage.database.slow': {
    status: 503,
    text: { en: 'The question took longer than allowed and was stopped.', 'zh-CN': '查询时间过长，已停止。' },
    fix: { en: 'Narrow it down with a filter.', 'zh-CN': '请增加筛选条件缩小范围。' },
  },
  'storage.report.slow': {
    status: 504,
    text: {
      en: 'This report took longer than the {seconds} seconds that reports have, and was stopped.',
      'zh-CN': '报表查询超过了 {seconds} 秒的时限，已停止。',
    },
    fix: {
      en: 'Choose a shorter period or add a filter; an operator can allow reports more time (TANGRAM_REPORT_TIMEOUT).',
      'zh-CN': '请缩短时间范围或增加筛选条件；也可请运维人员放宽报表时限（TANGRAM_REPORT_TIMEOUT）。',
    },
  },
  'storage.report.busy': {
    status: 503,
    text: { en: 'Too many reports are being computed right now.', 'zh-CN': '当前正在计算的报表过多。' },
    fix: { en: 'Try again in a few seconds.', 'zh-CN': '请几秒后重试。' },
  },
  'storage.report.left': {
    status: 499,
    text: { en: 'Nobody waits for this report any more, so it was stopped.', 'zh-CN': '已无人等待此报表，查询已停止。' },
  },
  'storage.app.unknown': {
    status: 404,
    text: { en: 'There is no app {app}.', 'zh-CN': '没有应用 {app}。' },
  },
  'storage.app.exists': {
    status: 409,
    text: { en: 'An app {app} exists already.', 'zh-CN': '应用 {app} 已存在。' },
    fix: { en: 'Choose another id.', 'zh-CN': '请换一个标识。' },
  },
  'storage.app.schema-taken': {
    status: 409,
    text: {
      en: 'The database has a schema {app} already, which belongs to something else.',
      'zh-CN': '数据库中已有属于其他系统的模式 {app}。',
    },
    fix: { en: 'Choose another id.', 'zh-CN': '请换一个标识。' },
  },
  'storage.app.bad-id': {
    status: 422,
    text: { en: '{app} cannot be the id of an app.', 'zh-CN': '{app} 不能用作应用标识。' },
    fix: {
      en: 'Begin with a lower-case letter; use letters, digits and underscores, 40 at most; an id never changes.',
      'zh-CN': '以小写字母开头，仅含小写字母、数字和下划线，最多 40 个字符；标识不可更改。',
    },
  },
  'storage.publish.not-unique': {
    status: 422,
    text: {
      en: 'Records of {entity} hold the same value twice in a field that is to be unique.',
      'zh-CN': '{entity}中有记录在要求唯一的字段上取值重复。',
    },
    fix: { en: 'Change these records first, or do not make the field unique.', 'zh-CN': '请先修改这些记录，或取消唯一要求。' },
  },
  'storage.app.busy': {
    status: 409,
    text: { en: 'Somebody else is publishing {app}.', 'zh-CN': '其他人正在发布 {app}。' },
    fix: { en: 'Wait until it is done and look at the differences again.', 'zh-CN': '请等待其完成后重新查看差异。' },
  },
  'storage.version.unknown': {
    status: 404,
    text: { en: 'The app {app} has no version {version}.', 'zh-CN': '应用 {app} 没有版本 {version}。' },
  },
  'storage.draft.stale': {
    status: 409,
    text: { en: 'Somebody else saved this draft in the meantime.', 'zh-CN': '草稿已被其他人保存。' },
    fix: { en: 'Load it again and repeat your change.', 'zh-CN': '请重新加载后再修改。' },
  },
  'storage.draft.invalid': {
    status: 422,
    text: { en: 'The app has {count} errors and cannot be published.', 'zh-CN': '应用有 {count} 处错误，不能发布。' },
    fix: { en: 'Mend what the check lists.', 'zh-CN': '请按检查结果修正。' },
  },
  'storage.design.forbidden': {
    status: 403,
    text: { en: 'You may not design this app.', 'zh-CN': '您没有设计此应用的权限。' },
    fix: { en: 'Ask an administrator for a role that designs.', 'zh-CN': '请联系管理员授予设计权限。' },
  },
  'storage.role.unknown': {
    status: 404,
    text: { en: 'The published app has no role {role}.', 'zh-CN': '已发布的应用中没有角色 {role}。' },
    fix: { en: 'Publish the app, or choose another role.', 'zh-CN': '请先发布应用，或选择其他角色。' },
  },
  'storage.see-as.administrator': {
    status: 422,
    text: { en: '{name} is an administrator and sees everything.', 'zh-CN': '{name}是管理员，可以看到全部内容。' },
    fix: { en: 'Choose somebody who is no administrator.', 'zh-CN': '请选择非管理员的成员。' },
  },
  'storage.see-as.read-only': {
    status: 403,
    text: { en: 'Whoever sees as somebody else changes nothing.', 'zh-CN': '以他人身份查看时不能修改任何内容。' },
    fix: { en: 'End “see as” first.', 'zh-CN': '请先结束“以他人身份查看”。' },
  },
  'storage.explanation.forbidden': {
    status: 403,
    text: { en: 'You may ask only about your own rights.', 'zh-CN': '您只能询问自己的权限。' },
    fix: { en: 'Ask an administrator, or somebody who designs this app.', 'zh-CN': '请联系管理员或此应用的设计者。' },
  },
  'storage.admin.required': {
    status: 403,
    text: { en: 'Only an administrator may do this.', 'zh-CN': '只有管理员可以执行此操作。' },
  },
  'storage.entity.unknown': {
    status: 404,
    text: { en: 'There is no entity {entity}.', 'zh-CN': '没有实体 {entity}。' },
  },
  'storage.linked.forbidden': {
    status: 403,
    text: { en: 'The table {table} may not be read.', 'zh-CN': '不允许读取表 {table}。' },
    fix: {
      en: 'Ask an operator to allow its schema (TANGRAM_LINKED_SCHEMAS) and to grant the right to read it.',
      'zh-CN': '请联系运维人员允许其所在模式（TANGRAM_LINKED_SCHEMAS）并授予读取权限。',
    },
  },
  'storage.linked.changed': {
    status: 409,
    text: {
      en: 'A linked table is no longer as it was when it was linked: {reason}',
      'zh-CN': '关联的已有表与关联时不一致：{reason}',
    },
    fix: { en: 'Refresh the linked table in the designer and publish again.', 'zh-CN': '请在设计器中刷新关联的表并重新发布。' },
  },
  'storage.linked.unknown': {
    status: 404,
    text: { en: 'There is no table or view {table} that may be linked.', 'zh-CN': '没有可以关联的表或视图 {table}。' },
  },
  'storage.linked.read-only': {
    status: 405,
    text: { en: 'The table “{entity}” is a linked one, which is only read.', 'zh-CN': '“{entity}”是关联的已有表，只能读取。' },
  },
  'storage.record.unknown': {
    status: 404,
    text: { en: 'There is no such record.', 'zh-CN': '没有这条记录。' },
  },
  'storage.record.forbidden': {
    status: 403,
    text: { en: 'You may not {action} this record.', 'zh-CN': '您没有对此记录执行该操作（{action}）的权限。' },
  },
  'storage.record.key-reused': {
    status: 422,
    text: {
      en: 'A request with this Idempotency-Key was carried out already, with other values.',
      'zh-CN': '使用该 Idempotency-Key 的请求已执行过，但内容不同。',
    },
    fix: {
      en: 'See whether the first one arrived; send a new request with a new key.',
      'zh-CN': '请先确认首次提交是否已成功；新的请求请使用新的 key。',
    },
  },
  'storage.record.invalid': {
    status: 422,
    text: { en: 'Some values cannot be saved.', 'zh-CN': '有些值无法保存。' },
    fix: { en: 'Correct the marked fields.', 'zh-CN': '请更正标出的字段。' },
  },
  'storage.record.stale': {
    status: 409,
    text: { en: 'Somebody else changed this record in the meantime.', 'zh-CN': '这条记录已被其他人修改。' },
    fix: { en: 'Compare both versions and save again.', 'zh-CN': '请比较两个版本后再保存。' },
  },
  'storage.record.in-use': {
    status: 409,
    text: { en: 'The value names a record that does not exist.', 'zh-CN': '所引用的记录不存在。' },
  },
  'storage.form.unknown': {
    status: 404,
    text: { en: 'There is no form {form} for these records.', 'zh-CN': '没有适用于这些记录的表单 {form}。' },
  },
  'storage.field.unknown': {
    status: 400,
    text: { en: 'There is no field {field}.', 'zh-CN': '没有字段 {field}。' },
  },
  'storage.field.read-only': {
    status: 403,
    text: { en: 'You may not write the field {field}.', 'zh-CN': '您不能写入字段 {field}。' },
  },
  'storage.query.invalid': {
    status: 400,
    text: { en: 'The query cannot be understood: {reason}', 'zh-CN': '无法理解查询条件：{reason}' },
  },
  'storage.query.cursor': {
    status: 400,
    text: { en: 'The page cursor does not belong to this list.', 'zh-CN': '分页标记与此列表不符。' },
    fix: { en: 'Start again at the first page.', 'zh-CN': '请从第一页重新开始。' },
  },
  'storage.export.forbidden': {
    status: 403,
    text: { en: 'You may not export these records.', 'zh-CN': '您没有导出权限。' },
  },
  'storage.change.unknown': {
    status: 404,
    text: { en: 'There is no such change.', 'zh-CN': '没有这条变更记录。' },
  },
  'storage.job.fenced': {
    status: 409,
    text: { en: 'Another worker has taken this job over.', 'zh-CN': '此任务已由其他进程接管。' },
  },
  'storage.incident.unknown': {
    status: 404,
    text: { en: 'This failed job is no longer waiting.', 'zh-CN': '这个失败的任务已不在等待处理。' },
    fix: { en: 'Somebody may have retried or dismissed it: look at the list again.', 'zh-CN': '可能已有人重试或忽略，请刷新列表。' },
  },
  'storage.flow.unknown': {
    status: 404,
    text: { en: 'There is no such process instance.', 'zh-CN': '没有这个流程实例。' },
  },
  'storage.department.unknown': {
    status: 404,
    text: { en: 'There is no department {department}.', 'zh-CN': '没有部门 {department}。' },
  },
  'storage.delivery.unknown': {
    status: 404,
    text: { en: 'There is no such regular delivery.', 'zh-CN': '没有这项定期发送。' },
  },
  'storage.embed.unknown': {
    status: 404,
    text: { en: 'There is no such embed link.', 'zh-CN': '没有这个嵌入链接。' },
  },
  'storage.stand-in.unknown': {
    status: 404,
    text: { en: 'There is no such stand-in rule.', 'zh-CN': '没有这条代理设置。' },
  },
  'storage.stand-in.period': {
    status: 422,
    text: {
      en: 'A stand-in needs an end that is after its beginning and not over yet.',
      'zh-CN': '代理的结束时间须晚于开始时间，且尚未过去。',
    },
    fix: { en: 'Choose a later end.', 'zh-CN': '请选择更晚的结束时间。' },
  },
  'storage.stand-in.self': {
    status: 422,
    text: { en: 'Nobody can stand in for themselves.', 'zh-CN': '代理人不能是本人。' },
    fix: { en: 'Choose somebody else.', 'zh-CN': '请选择其他人。' },
  },
  'storage.incident.of-step': {
    status: 409,
    text: { en: 'A process waits at this step and would wait for ever.', 'zh-CN': '有流程停在这一步，忽略后将一直等待。' },
    fix: {
      en: 'Try the step again, or skip it or cancel the process on the page of the instance.',
      'zh-CN': '请重试该步骤，或在流程实例页面跳过该步骤、终止流程。',
    },
  },
  'storage.record.archived': {
    status: 409,
    text: { en: 'This record has been archived and can only be read.', 'zh-CN': '该记录已归档，只能查看。' },
  },
  'storage.task.unknown': {
    status: 404,
    text: { en: 'There is no such task.', 'zh-CN': '没有这个待办。' },
  },
  'storage.task.closed': {
    status: 409,
    text: { en: 'This task has been completed already.', 'zh-CN': '此待办已处理。' },
    fix: { en: 'Load your to-dos again.', 'zh-CN': '请刷新待办列表。' },
  },
  'storage.task.not-yours': {
    status: 403,
    text: { en: 'This task belongs to somebody else.', 'zh-CN': '此待办由他人负责。' },
  },
  'storage.report.unknown': {
    status: 404,
    text: { en: 'There is no report {report}.', 'zh-CN': '没有报表 {report}。' },
  },
  'storage.report.recordless': {
    status: 404,
    text: { en: 'This figure is not about records of a table.', 'zh-CN': '这个数字不对应某张表的记录。' },
  },
  'storage.person.unknown': {
    status: 404,
    text: { en: 'There is no such person.', 'zh-CN': '没有此人。' },
  },
  'storage.person.login-taken': {
    status: 409,
    text: { en: 'The login {login} is taken.', 'zh-CN': '登录名 {login} 已被使用。' },
  },
  'storage.person.no-login': {
    status: 422,
    text: { en: 'Nobody signs in without a login.', 'zh-CN': '没有登录名，无法登录。' },
    fix: { en: 'Give a login, an e-mail address or a phone number.', 'zh-CN': '请填写登录名、邮箱或手机号。' },
  },
  'storage.person.changed': {
    status: 409,
    text: { en: 'Somebody else has changed {name} meanwhile.', 'zh-CN': '{name}的资料已被他人修改。' },
    fix: { en: 'Load the page again and repeat your change.', 'zh-CN': '请刷新后重新修改。' },
  },
  'storage.person.last-administrator': {
    status: 409,
    text: { en: '{name} is the last administrator.', 'zh-CN': '{name}是最后一位管理员。' },
    fix: { en: 'Make somebody else an administrator first.', 'zh-CN': '请先将其他人设为管理员。' },
  },
  'storage.administrators.separated': {
    status: 409,
    text: { en: 'The administrators are separated already.', 'zh-CN': '管理员已经分设。' },
    fix: { en: 'Load the page anew and change the duty of one person.', 'zh-CN': '请刷新页面，再单独调整某个人的职责。' },
  },
  'storage.administrators.together': {
    status: 409,
    text: { en: 'Every administrator holds all duties.', 'zh-CN': '目前每位管理员都承担全部职责。' },
    fix: { en: 'Separate the administrators first.', 'zh-CN': '请先启用管理员分设。' },
  },
  'storage.administrators.each': {
    status: 422,
    text: { en: 'Each administrator needs exactly one duty.', 'zh-CN': '每位管理员必须有且只有一项职责。' },
    fix: { en: 'Load the page anew and choose one for everybody in the list.', 'zh-CN': '请刷新页面，为列表中的每个人选择一项职责。' },
  },
  'storage.administrators.uncovered': {
    status: 422,
    text: { en: 'No active person has the duty {duty}.', 'zh-CN': '没有在用人员承担职责 {duty}。' },
    fix: {
      en: 'Make at least three people administrators and give each duty to one of them.',
      'zh-CN': '请至少设置三位管理员，系统、安全、审计三项职责各有一人。',
    },
  },
  'storage.administrators.own': {
    status: 422,
    text: { en: 'Nobody changes their own duty.', 'zh-CN': '不能更改自己的职责。' },
    fix: { en: 'Ask another security administrator.', 'zh-CN': '请由另一位安全管理员操作。' },
  },
  'storage.person.suspended': {
    status: 409,
    text: { en: '{name} is suspended.', 'zh-CN': '{name}已停用。' },
    fix: { en: 'Reinstate them first.', 'zh-CN': '请先恢复此人。' },
  },
  'storage.invitation.closed': {
    status: 404,
    text: { en: 'This link is not valid any more.', 'zh-CN': '此链接已失效。' },
    fix: {
      en: 'Use the newest one you were sent, or ask your administrator for another.',
      'zh-CN': '请使用最近收到的链接，或联系管理员重新发送。',
    },
  },
  'storage.department.cycle': {
    status: 422,
    text: { en: '{name} cannot stand under itself or one of its own departments.', 'zh-CN': '“{name}”不能置于自身或其下级部门之下。' },
    fix: { en: 'Choose another place for it.', 'zh-CN': '请选择其他上级部门。' },
  },
  'storage.department.name-taken': {
    status: 409,
    text: { en: 'There is a department “{name}” there already.', 'zh-CN': '同级已有部门“{name}”。' },
    fix: { en: 'Choose another name.', 'zh-CN': '请换一个名称。' },
  },
  'storage.department.not-empty': {
    status: 409,
    text: {
      en: '“{name}” still has {people} people and {departments} departments.',
      'zh-CN': '“{name}”仍有 {people} 人、{departments} 个下级部门。',
    },
    fix: { en: 'Move them elsewhere first.', 'zh-CN': '请先将其移到其他部门。' },
  },
  'storage.team.name-taken': {
    status: 409,
    text: { en: 'There is a team “{name}” already.', 'zh-CN': '已有团队“{name}”。' },
    fix: { en: 'Choose another name.', 'zh-CN': '请换一个名称。' },
  },
  'storage.person.weak-password': {
    status: 422,
    text: { en: 'This password is not accepted. It must be: {problems}.', 'zh-CN': '密码不符合要求：{problems}。' },
    fix: { en: 'Choose another one that meets all of this.', 'zh-CN': '请换一个符合全部要求的密码。' },
  },
  'storage.factor.already': {
    status: 409,
    text: { en: 'There is a second factor already.', 'zh-CN': '已经设置了动态验证码。' },
    fix: { en: 'Remove it first, then set up another.', 'zh-CN': '请先移除，再重新设置。' },
  },
  'storage.factor.unknown': {
    status: 404,
    text: { en: 'No second factor has been set up.', 'zh-CN': '尚未设置动态验证码。' },
    fix: { en: 'Begin setting it up again.', 'zh-CN': '请重新开始设置。' },
  },
  'storage.factor.wrong-code': {
    status: 422,
    text: { en: 'The code is not right, or was used already.', 'zh-CN': '验证码不正确，或已经用过。' },
    fix: {
      en: 'Wait for the next code of the authenticator. If none is taken, set the clock of the device to automatic.',
      'zh-CN': '请等待验证器显示下一个验证码。如仍不正确，请将设备时间设为自动同步。',
    },
  },
  'storage.person.password-off': {
    status: 409,
    text: {
      en: 'This person signs in by {provider}; a password is not accepted.',
      'zh-CN': '此人须通过{provider}登录，不能使用密码。',
    },
    fix: {
      en: 'Sign in by the provider, or have an administrator unlink the account.',
      'zh-CN': '请通过该登录服务登录，或由管理员解除关联。',
    },
  },
  'storage.provider.unknown': {
    status: 404,
    text: { en: 'There is no such sign-in service.', 'zh-CN': '没有此登录服务。' },
    fix: { en: 'Load the page again; it may have been removed.', 'zh-CN': '请刷新页面，它可能已被移除。' },
  },
  'storage.provider.issuer-taken': {
    status: 409,
    text: { en: 'Another sign-in service has the issuer {issuer} already.', 'zh-CN': '已有登录服务使用签发者 {issuer}。' },
    fix: { en: 'Change that one instead of adding a second.', 'zh-CN': '请直接修改已有的登录服务。' },
  },
  'storage.provider.issuer-fixed': {
    status: 409,
    text: {
      en: '{count} people are linked with accounts of this issuer, so it cannot become another.',
      'zh-CN': '已有 {count} 人关联了该签发者的账号，因此不能更改签发者。',
    },
    fix: { en: 'Add the other issuer as a sign-in service of its own.', 'zh-CN': '请将新的签发者添加为另一个登录服务。' },
  },
  'storage.provider.no-way-in': {
    status: 409,
    text: {
      en: 'No administrator has a password, so nobody could come in when the service fails.',
      'zh-CN': '没有任何管理员设置了密码，一旦登录服务故障将无人能够登录。',
    },
    fix: { en: 'Give one administrator a password first.', 'zh-CN': '请先为一位管理员设置密码。' },
  },
  'storage.identity.unknown': {
    status: 404,
    text: { en: 'There is no such link with an account.', 'zh-CN': '没有此账号关联。' },
  },
  'storage.identity.taken': {
    status: 409,
    text: {
      en: 'This account is linked with somebody else, or the person with another account of the service.',
      'zh-CN': '此账号已关联他人，或此人已关联该服务的其他账号。',
    },
    fix: { en: 'Remove the other link first.', 'zh-CN': '请先解除原有关联。' },
  },
  'storage.identity.only-way': {
    status: 409,
    text: {
      en: 'Without this account you could not sign in any more: you have no password here.',
      'zh-CN': '您在本系统没有密码，解除后将无法登录。',
    },
    fix: { en: 'Ask an administrator to unlink it, or for a password.', 'zh-CN': '请联系管理员解除，或先由管理员设置密码。' },
  },
  'storage.session.unknown': {
    status: 404,
    text: { en: 'There is no such session any more.', 'zh-CN': '该登录已不存在。' },
  },
  'storage.team.unknown': {
    status: 404,
    text: { en: 'There is no team {team}.', 'zh-CN': '没有团队 {team}。' },
  },
  'storage.link.unknown': {
    status: 404,
    text: { en: 'This link is not valid any more.', 'zh-CN': '此链接已失效。' },
  },
  'storage.link.answered': {
    status: 409,
    text: { en: 'This question has been answered already.', 'zh-CN': '此问题已经回答过。' },
  },
  'storage.file.link-full': {
    status: 429,
    text: { en: 'This form cannot take any more files for now.', 'zh-CN': '该表单暂时无法接收更多文件。' },
    fix: { en: 'Hand the form in without the file, or try again in some minutes.', 'zh-CN': '请先不带文件提交表单，或几分钟后重试。' },
  },
  'storage.file.too-many': {
    status: 429,
    text: {
      en: 'Too much was uploaded from your network within the last hour.',
      'zh-CN': '您所在的网络最近一小时上传的文件过多。',
    },
    fix: {
      en: 'Try again in {minutes} minutes, or hand the form in without the file.',
      'zh-CN': '请在 {minutes} 分钟后重试，或先不带文件提交表单。',
    },
  },
  'storage.import.unknown': {
    status: 404,
    text: { en: 'There is no such import.', 'zh-CN': '没有这个导入任务。' },
  },
  'storage.draft.unknown': {
    status: 404,
    text: { en: 'There is no such draft.', 'zh-CN': '没有这份草稿。' },
    fix: { en: 'It may have been handed in, discarded or older than 30 days.', 'zh-CN': '它可能已提交、已删除，或已超过 30 天。' },
  },
  'storage.draft.too-many': {
    status: 422,
    text: { en: 'You have {max} drafts already.', 'zh-CN': '您已有 {max} 份草稿。' },
    fix: { en: 'Hand in or discard some of them.', 'zh-CN': '请先提交或删除一些草稿。' },
  },
  'storage.import.unread': {
    status: 409,
    text: { en: 'This file has not been read: there is nothing to import.', 'zh-CN': '该文件尚未读取成功，没有可导入的内容。' },
    fix: { en: 'Choose another file, or save this one again and upload it anew.', 'zh-CN': '请选择其他文件，或重新保存后再上传。' },
  },
  'storage.import.busy': {
    status: 409,
    text: { en: 'This import is still at work.', 'zh-CN': '该导入仍在进行中。' },
    fix: { en: 'Wait until it is done, or cancel it.', 'zh-CN': '请等待完成，或先取消。' },
  },
  'storage.audit.retention': {
    status: 422,
    text: {
      en: 'The audit cannot be kept for {days} days: {least} is the least.',
      'zh-CN': '审计记录不能只保留 {days} 天：至少 {least} 天。',
    },
    fix: { en: 'Choose {least} days or more, or keep it for ever.', 'zh-CN': '请选择 {least} 天以上，或永久保留。' },
  },
  'storage.encryption.secret': {
    status: 500,
    text: {
      en: 'The keys of the encrypted fields of “{app}” do not open: they were made under another secret of the installation.',
      'zh-CN': '应用“{app}”加密字段的密钥无法打开：它们是用该安装的另一个密钥（secret）封存的。',
    },
    fix: {
      en: 'Set TANGRAM_SECRET to what it was when they were made, or name that one in TANGRAM_FORMER_SECRETS, and start again.',
      'zh-CN': '请将 TANGRAM_SECRET 设回当时的值，或在 TANGRAM_FORMER_SECRETS 中列出该值，然后重新启动。',
    },
  },
  'storage.encryption.damaged': {
    status: 500,
    text: {
      en: 'The encrypted value of {entity}.{field} in record {record} does not open: it was changed in the database, or belongs to another record.',
      'zh-CN': '记录 {record} 的加密字段 {entity}.{field} 无法打开：其内容在数据库中被改动，或属于其他记录。',
    },
    fix: {
      en: 'Find out who changed the database, and take the value from a backup.',
      'zh-CN': '请查明谁改动了数据库，并从备份中恢复该值。',
    },
  },
  'storage.encryption.no-key': {
    status: 500,
    text: {
      en: 'The key of the encrypted value of {entity}.{field} in record {record} is not in the database.',
      'zh-CN': '数据库中没有记录 {record} 加密字段 {entity}.{field} 所用的密钥。',
    },
    fix: { en: 'Restore the table tangram.data_key from a backup.', 'zh-CN': '请从备份中恢复 tangram.data_key 表。' },
  },
  'storage.encryption.rotating': {
    status: 409,
    text: { en: 'The keys of encrypted fields are being changed already.', 'zh-CN': '正在更换加密字段的密钥。' },
    fix: { en: 'Wait until that is done.', 'zh-CN': '请等待其完成。' },
  },
  'storage.encryption.import': {
    status: 422,
    text: {
      en: '“{field}” is encrypted: an import would leave its values readable in the file and its report.',
      'zh-CN': '“{field}”已加密：通过文件导入会使其内容以明文留在文件和导入结果中。',
    },
    fix: {
      en: 'Leave its column out. To bring in many values, import them first and encrypt the field afterwards.',
      'zh-CN': '请不要导入该列。如需批量导入，请先导入数据，再将字段设为加密。',
    },
  },
  'storage.query.encrypted': {
    status: 400,
    text: {
      en: '“{field}” is encrypted: it can be found by its whole value, and not sorted, grouped, reckoned with or searched in part.',
      'zh-CN': '“{field}”已加密：只能按完整的值查找，不能排序、分组、计算或模糊搜索。',
    },
    fix: { en: 'Choose another field.', 'zh-CN': '请选择其他字段。' },
  },
  'storage.file.unknown': {
    status: 404,
    text: { en: 'There is no such file.', 'zh-CN': '没有这个文件。' },
  },
} satisfies ErrorCatalogue

export const fail = failures(storageErrors)
