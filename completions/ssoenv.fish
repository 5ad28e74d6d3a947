# Completion of `ssoenv` in fish 3.6 and newer: builtins only, no process at any Tab.

## Names of profiles and sso-sessions

# What a terminal must not be shown, from src/core/text/printable.ts, and what fish makes of bytes that are no characters: begin
set -gu __ssoenv_complete_hidden '\x{0}-\x{1f}\x{7f}-\x{9f}\x{ad}\x{34f}\x{600}-\x{605}\x{61c}\x{6dd}\x{70f}\x{890}-\x{891}\x{8e2}\x{115f}-\x{1160}\x{17b4}-\x{17b5}\x{180b}-\x{180f}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{206f}\x{3164}\x{fe00}-\x{fe0f}\x{feff}\x{ffa0}\x{fff0}-\x{fffb}\x{110bd}\x{110cd}\x{13430}-\x{1343f}\x{1bca0}-\x{1bca3}\x{1d173}-\x{1d17a}\x{e0000}-\x{e0fff}\x{f600}-\x{f6ff}'
# end

# Sets `config` and `credentials`, the files that a list is made from.
function __ssoenv_complete_files --no-scope-shadowing
    set config ~/.aws/config
    set credentials ~/.aws/credentials
    set -q AWS_CONFIG_FILE; and set config (__ssoenv_complete_expand $AWS_CONFIG_FILE)
    set -q AWS_SHARED_CREDENTIALS_FILE; and set credentials (__ssoenv_complete_expand $AWS_SHARED_CREDENTIALS_FILE)
end

# As the program reads a path in these variables: with a leading ~ and with variables, each a whole name.
function __ssoenv_complete_expand
    set -l IFS \n
    set -l path $argv[1]
    for found in (builtin string match -ar '\$(?:[A-Za-z_][A-Za-z0-9_]*|\{[A-Za-z_][A-Za-z0-9_]*\})' -- $path)
        set -l name (builtin string trim -c '${}' -- $found)
        set -qx $name; and set path (builtin string replace -a -- $found "$$name" $path)
    end
    builtin string replace -r '^~(?=/|$)' (builtin string replace -a '$' '$$' -- $HOME) -- $path
end

# Sets `list` to the one that the program keeps, if that is current. Six lines of it are about itself.
function __ssoenv_complete_find_list --no-scope-shadowing
    builtin test "x$SSOENV_SHELL_CACHE" != x0; or return
    set -l file $HOME/.cache/ssoenv/shell/names
    builtin string match -q -- '/*' "$XDG_CACHE_HOME"; and set file $XDG_CACHE_HOME/ssoenv/shell/names
    builtin test -f $file -a ! -L $file -a -O $file -a -r $file; or return
    set -l about '' '' ''
    set -q HOME; and set about[1] "=$HOME"
    set -q AWS_CONFIG_FILE; and set about[2] "=$AWS_CONFIG_FILE"
    set -q AWS_SHARED_CREDENTIALS_FILE; and set about[3] "=$AWS_SHARED_CREDENTIALS_FILE"
    builtin read -l --line magic home config_variable credentials_variable config_file credentials_file <$file
    builtin test "x$magic" = xssoenv-names1
    and builtin test "x$home" = "x$about[1]"
    and builtin test "x$config_variable" = "x$about[2]"
    and builtin test "x$credentials_variable" = "x$about[3]"
    and not builtin test "$config_file" -nt $file
    and not builtin test "$credentials_file" -nt $file
    and set list $file
end

# Sets `__ssoenv_complete_found` to the names in the headers `[KIND NAME]` of a config file, or to those that WHERE may lead to. A
# quoted name is a word as a POSIX shell has it; there are few, and WHERE is not for them.
function __ssoenv_complete_headers --no-scope-shadowing
    builtin test -f $argv[2] -a -r $argv[2]; or return
    set -l plain $argv[3]'[^\s"\'\\\\'$__ssoenv_complete_hidden']+'
    set -l quoted '(?=\S*["\'\\\\])(?:[^\s"\'\\\\]|\\\\.|"(?:[^"\\\\]|\\\\.)*"|\'[^\']*\')+'
    set __ssoenv_complete_found (builtin string match -rg '^\[(?|'$argv[1]'\S*[ \t]+('$plain'|'$quoted')[ \t]*\])' <$argv[2])
    builtin string match -rq '["\'\\\\]' -- $__ssoenv_complete_found; or return
    set -l words $__ssoenv_complete_found
    set __ssoenv_complete_found (builtin string match -rv '["\'\\\\]' -- $words)
    for one in (builtin string match -r '.*["\'\\\\].*' -- $words)
        set -a __ssoenv_complete_found (__ssoenv_complete_unquote $one)
    end
end

function __ssoenv_complete_unquote
    set -l name
    for part in (builtin string match -ar '"(?:[^"\\\\]|\\\\.)*"|\'[^\']*\'|\\\\.|[^"\'\\\\]+' -- $argv[1])
        switch (builtin string sub -l 1 -- $part)
            case '"'
                set -a name (builtin string sub -s 2 -e -1 -- $part | builtin string replace -ar '\\\\(["\\\\])' '$1')
            case "'"
                set -a name (builtin string sub -s 2 -e -1 -- $part)
            case \\
                set -a name (builtin string sub -s 2 -- $part)
            case '*'
                set -a name $part
        end
    end
    builtin string join '' -- $name | builtin string match -rv "[$__ssoenv_complete_hidden]"
end

# Sets `__ssoenv_complete_found`, for ten thousand names through a substitution take longer than all the rest. The names are its
# elements from `__ssoenv_complete_first` to `__ssoenv_complete_last`, and `__ssoenv_complete_more`: to take an element away or to
# change one, fish copies all of them. With something typed, most names need not come from the file: those that begin with it will do for fish, and where there are none, those that
# have its characters in this order, but for - and _, which fish takes for the same.
function __ssoenv_complete_profiles
    set -l IFS \n
    set -l fish_read_limit
    set -l list
    set -l config
    set -l credentials
    set -l wheres ''
    set -l typed (builtin commandline -ct)
    __ssoenv_complete_find_list
    or __ssoenv_complete_files
    if builtin string match -rq '^[A-Za-z0-9_.@+,-]+\z' -- "$typed"
        set -l fold
        # As fish has it: small letters stand for capital ones as well.
        builtin string match -rq '[A-Z]' -- $typed; or set fold '(?i)'
        set typed (builtin string escape --style=regex -- $typed)
        set wheres "(?=$fold$typed)" '(?=(?i)'(builtin string replace -ar '\\\\-|_' '' -- $typed | builtin string replace -ar '\\\\?.' '[^$0]*$0')')'
    end
    set -g __ssoenv_complete_found
    set -g __ssoenv_complete_first 1
    set -g __ssoenv_complete_last -1
    set -g __ssoenv_complete_more
    if builtin test -z "$list"
        __ssoenv_complete_headers '(default)\]|profile' $config $wheres[-1]
        builtin test -f $credentials -a -r $credentials; or return
        set -a __ssoenv_complete_found (builtin string match -rg '^\[(.+)\]' <$credentials | builtin string match -rv "[$__ssoenv_complete_hidden]")
        return
    end
    for where in $wheres
        if builtin test -n "$where"
            set __ssoenv_complete_found (builtin string match -r "^p\t\K$where.*" <$list)
        else
            builtin read -z -d \np\t -a __ssoenv_complete_found <$list
            # What is about the list came before the first name, and the sso-sessions came with the last.
            set __ssoenv_complete_first 2
            set __ssoenv_complete_last -2
            set -q __ssoenv_complete_found[2]
            and builtin string match -rq '^(?<__ssoenv_complete_more>.*)' -- $__ssoenv_complete_found[-1]
        end
        set -q __ssoenv_complete_found[1]; and return
    end
end

function __ssoenv_complete_forget
    set -eg __ssoenv_complete_{found,first,last,more}
end

function __ssoenv_complete_sessions
    set -l IFS \n
    set -l fish_read_limit
    set -l list
    set -l config
    set -l credentials
    if __ssoenv_complete_find_list
        builtin string match -rg '^s\t(.*)' <$list
        return
    end
    __ssoenv_complete_files
    set -l __ssoenv_complete_found
    __ssoenv_complete_headers sso-session $config ''
    builtin string join \n -- $__ssoenv_complete_found
end

## Where on the line

# True when the command is one of these; without any, when there is none yet.
function __ssoenv_complete_in
    set -l IFS \n
    set -l words (builtin commandline -poc)
    for word in $words[2..]
        builtin string match -q -- '-*' $word; and continue
        builtin contains -- $word $argv; or return
        # Behind these may be the command line of another program.
        builtin contains -- $word $__ssoenv_complete_runners; or return 0
        not __ssoenv_complete_behind
        return
    end
    not set -q argv[1]
end

# Sets `__ssoenv_complete_start` to the number of the first word of another program, which may be the one at the cursor. False if
# that program has not begun.
function __ssoenv_complete_behind
    set -l IFS \n
    set -l words (builtin commandline -poc)
    builtin contains -- "$words[2]" $__ssoenv_complete_runners; or return
    set -l named
    set -l is_value
    set -l number 2
    for word in $words[3..]
        set number (builtin math $number + 1)
        if set -q is_value[1]
            set -e is_value
        else if builtin test "x$word" = x--
            set -g __ssoenv_complete_start (builtin math $number + 1)
            return 0
        else if builtin string match -rq '^-.' -- $word
            builtin contains -- $word $__ssoenv_complete_valued; and set is_value 1
            builtin string match -rq '^--(?:account|role-arn)(?:=|$)' -- $word; and set named 1
        else if builtin contains -- $words[2] $__ssoenv_complete_lists
            continue
        else if set -q named[1]
            set -g __ssoenv_complete_start $number
            return 0
        else
            set named 1
        end
    end
    builtin contains -- $words[2] $__ssoenv_complete_lists; and return 1
    set -q named[1]; and not set -q is_value[1]
    and not builtin string match -q -- '-*' (builtin commandline -ct)
    and set -g __ssoenv_complete_start (builtin math (builtin count $words) + 1)
end

# Offers what can stand in the command line of that program.
function __ssoenv_complete_program
    set -l IFS \n
    set -l words (builtin commandline -poc)
    set -l words (builtin string escape -- $words[$__ssoenv_complete_start..])
    builtin complete -C (builtin string join ' ' -- $words (builtin commandline -ct))
end

complete -c ssoenv -f
complete -c ssoenv -n __ssoenv_complete_behind -a '(__ssoenv_complete_program)'

# <generated> Commands and options, from the command table.
set -gu __ssoenv_complete_runners exec each
set -gu __ssoenv_complete_lists each remove serve write
set -gu __ssoenv_complete_valued --account --role --sso-session --role-arn --source-profile --external-id --region --jobs --output-dir
complete -c ssoenv -n __ssoenv_complete_in -a use -d 'use the role of a profile in this shell'
complete -c ssoenv -n __ssoenv_complete_in -a off -d 'remove the role from this shell'
complete -c ssoenv -n __ssoenv_complete_in -a exec -d 'run a command with the role of a profile'
complete -c ssoenv -n __ssoenv_complete_in -a each -d 'run a command with the role of each profile that matches'
complete -c ssoenv -n __ssoenv_complete_in -a console -d 'open the AWS console with the role of a profile'
complete -c ssoenv -n __ssoenv_complete_in -a list -d 'list the IAM Identity Center profiles, invalid ones included'
complete -c ssoenv -n __ssoenv_complete_in -a status -d 'show expiry times, the next renewal, and the files involved'
complete -c ssoenv -n __ssoenv_complete_in -a why -d 'say which credentials, region and profile each AWS tool takes here, and from where'
complete -c ssoenv -n __ssoenv_complete_in -a allow -d 'let the file .ssoenv of a folder choose the profile there'
complete -c ssoenv -n __ssoenv_complete_in -a deny -d 'ignore the file .ssoenv of a folder, also after it changes'
complete -c ssoenv -n __ssoenv_complete_in -a login -d 'sign in, unless already signed in'
complete -c ssoenv -n __ssoenv_complete_in -a logout -d 'sign out and delete the cached credentials of that sign-in'
complete -c ssoenv -n __ssoenv_complete_in -a wait -d 'wait until a sign-in succeeds, in any terminal'
complete -c ssoenv -n __ssoenv_complete_in -a install -d 'add the shell integration to the start-up file of a shell'
complete -c ssoenv -n __ssoenv_complete_in -a uninstall -d 'remove the shell integration from the start-up file'
complete -c ssoenv -n __ssoenv_complete_in -a init -d 'print the shell integration, or with --path the path of its file'
complete -c ssoenv -n __ssoenv_complete_in -a prompt -d 'print the lines that show the role in your prompt'
complete -c ssoenv -n __ssoenv_complete_in -a configure -d 'create or change a profile and its sso-session'
complete -c ssoenv -n __ssoenv_complete_in -a accounts -d 'list the accounts and roles that are assigned to you'
complete -c ssoenv -n __ssoenv_complete_in -a roles -d 'list the roles that are assigned to you in one account'
complete -c ssoenv -n __ssoenv_complete_in -a sync -d 'write a profile for each account and role that is assigned to you'
complete -c ssoenv -n __ssoenv_complete_in -a remove -d 'take profiles out of the config file, with all that was kept'
complete -c ssoenv -n __ssoenv_complete_in -a rename -d 'give a profile another name, also where it is a source_profile'
complete -c ssoenv -n __ssoenv_complete_in -a doctor -d 'say what is wrong with the set-up, and how to mend it'
complete -c ssoenv -n __ssoenv_complete_in -a export -d 'print role credentials, like aws configure export-credentials'
complete -c ssoenv -n __ssoenv_complete_in -a serve -d 'give the roles of profiles to programs that ask on loopback, and renew them'
complete -c ssoenv -n __ssoenv_complete_in -a write -d 'write the keys of profiles into the credentials file'
complete -c ssoenv -s h -l help -d 'show help'
complete -c ssoenv -n __ssoenv_complete_in -l version -d 'show the version'
complete -c ssoenv -n '__ssoenv_complete_in use exec each console status login logout wait configure accounts remove rename export serve write' -a '(__ssoenv_complete_profiles) $__ssoenv_complete_found[$__ssoenv_complete_first..$__ssoenv_complete_last] $__ssoenv_complete_more (__ssoenv_complete_forget)'
complete -c ssoenv -n '__ssoenv_complete_in install uninstall init' -a 'bash zsh sh fish powershell nushell elvish xonsh tcsh'
complete -c ssoenv -n '__ssoenv_complete_in use' -l shell -x -a 'bash zsh sh fish powershell nushell elvish xonsh tcsh' -d 'shell to write code for (default: the running shell)'
complete -c ssoenv -n '__ssoenv_complete_in use' -l account -x -d 'ID or name of an account, instead of a profile'
complete -c ssoenv -n '__ssoenv_complete_in use' -l role -x -d 'role in that account (default: a menu on a terminal)'
complete -c ssoenv -n '__ssoenv_complete_in use' -l sso-session -x -a '(__ssoenv_complete_sessions)' -d 'sso-session for that account (default: the only one)'
complete -c ssoenv -n '__ssoenv_complete_in use' -l role-arn -x -d 'role to assume instead of a profile'
complete -c ssoenv -n '__ssoenv_complete_in use' -l source-profile -x -a '(__ssoenv_complete_profiles) $__ssoenv_complete_found[$__ssoenv_complete_first..$__ssoenv_complete_last] $__ssoenv_complete_more (__ssoenv_complete_forget)' -d 'profile whose credentials assume that role (default: AWS_PROFILE, else the active profile, else that of the folder, else "default")'
complete -c ssoenv -n '__ssoenv_complete_in use' -l external-id -x -d 'external ID that the trust policy of that role asks for'
complete -c ssoenv -n '__ssoenv_complete_in use' -l region -x -d 'region to set instead of the region of the profile'
complete -c ssoenv -n '__ssoenv_complete_in use' -l login -d 'sign in without asking, if a sign-in is needed'
complete -c ssoenv -n '__ssoenv_complete_in use' -l no-login -d 'never sign in and never ask'
complete -c ssoenv -n '__ssoenv_complete_in use' -l device-code -d 'sign in with a device code, in a browser on any device'
complete -c ssoenv -n '__ssoenv_complete_in use' -l mfa-code -x -d 'read the code of an MFA device from stdin, in place of asking'
complete -c ssoenv -n '__ssoenv_complete_in use' -l yes -d 'use a guarded profile without asking'
complete -c ssoenv -n '__ssoenv_complete_in off' -l shell -x -a 'bash zsh sh fish powershell nushell elvish xonsh tcsh' -d 'shell to write code for (default: the running shell)'
complete -c ssoenv -n '__ssoenv_complete_in exec' -l account -x -d 'ID or name of an account, instead of a profile'
complete -c ssoenv -n '__ssoenv_complete_in exec' -l role -x -d 'role in that account (default: a menu on a terminal)'
complete -c ssoenv -n '__ssoenv_complete_in exec' -l sso-session -x -a '(__ssoenv_complete_sessions)' -d 'sso-session for that account (default: the only one)'
complete -c ssoenv -n '__ssoenv_complete_in exec' -l role-arn -x -d 'role to assume instead of a profile'
complete -c ssoenv -n '__ssoenv_complete_in exec' -l source-profile -x -a '(__ssoenv_complete_profiles) $__ssoenv_complete_found[$__ssoenv_complete_first..$__ssoenv_complete_last] $__ssoenv_complete_more (__ssoenv_complete_forget)' -d 'profile whose credentials assume that role (default: AWS_PROFILE, else the active profile, else that of the folder, else "default")'
complete -c ssoenv -n '__ssoenv_complete_in exec' -l external-id -x -d 'external ID that the trust policy of that role asks for'
complete -c ssoenv -n '__ssoenv_complete_in exec' -l region -x -d 'region to set instead of the region of the profile'
complete -c ssoenv -n '__ssoenv_complete_in exec' -l login -d 'sign in without asking, if a sign-in is needed'
complete -c ssoenv -n '__ssoenv_complete_in exec' -l no-login -d 'never sign in and never ask'
complete -c ssoenv -n '__ssoenv_complete_in exec' -l device-code -d 'sign in with a device code, in a browser on any device'
complete -c ssoenv -n '__ssoenv_complete_in exec' -l renew -d 'give the command a profile that renews itself, in place of keys'
complete -c ssoenv -n '__ssoenv_complete_in exec' -l yes -d 'use a guarded profile (SSOENV_GUARD) without asking'
complete -c ssoenv -n '__ssoenv_complete_in each' -l account -x -d 'only profiles of such accounts, by ID; with --all-roles, also by name'
complete -c ssoenv -n '__ssoenv_complete_in each' -l role -x -d 'only profiles with such roles'
complete -c ssoenv -n '__ssoenv_complete_in each' -l sso-session -x -a '(__ssoenv_complete_sessions)' -d 'only profiles of such sso-sessions'
complete -c ssoenv -n '__ssoenv_complete_in each' -l all-roles -d 'also take the roles without a profile that are assigned to you, as ACCOUNT_NAME/ROLE'
complete -c ssoenv -n '__ssoenv_complete_in each' -l jobs -x -d 'commands that run at the same time (default: 8)'
complete -c ssoenv -n '__ssoenv_complete_in each' -l fail-fast -d 'start no further command after a failure'
complete -c ssoenv -n '__ssoenv_complete_in each' -l json -d 'print one JSON array at the end, with all output in it'
complete -c ssoenv -n '__ssoenv_complete_in each' -l output-dir -x -d 'write the output into PROFILE.out and PROFILE.err in this folder'
complete -c ssoenv -n '__ssoenv_complete_in each' -l region -x -d 'region to set instead of the region of the profile'
complete -c ssoenv -n '__ssoenv_complete_in each' -l login -d 'sign in without asking, if a sign-in is needed'
complete -c ssoenv -n '__ssoenv_complete_in each' -l no-login -d 'never sign in and never ask'
complete -c ssoenv -n '__ssoenv_complete_in each' -l device-code -d 'sign in with a device code, in a browser on any device'
complete -c ssoenv -n '__ssoenv_complete_in each' -l yes -d 'use guarded profiles (SSOENV_GUARD) without asking'
complete -c ssoenv -n '__ssoenv_complete_in console' -l account -x -d 'ID or name of an account, instead of a profile'
complete -c ssoenv -n '__ssoenv_complete_in console' -l role -x -d 'role in that account (default: a menu on a terminal)'
complete -c ssoenv -n '__ssoenv_complete_in console' -l sso-session -x -a '(__ssoenv_complete_sessions)' -d 'sso-session for that account (default: the only one)'
complete -c ssoenv -n '__ssoenv_complete_in console' -l role-arn -x -d 'role to assume instead of a profile'
complete -c ssoenv -n '__ssoenv_complete_in console' -l source-profile -x -a '(__ssoenv_complete_profiles) $__ssoenv_complete_found[$__ssoenv_complete_first..$__ssoenv_complete_last] $__ssoenv_complete_more (__ssoenv_complete_forget)' -d 'profile whose credentials assume that role (default: AWS_PROFILE, else the active profile, else that of the folder, else "default")'
complete -c ssoenv -n '__ssoenv_complete_in console' -l external-id -x -d 'external ID that the trust policy of that role asks for'
complete -c ssoenv -n '__ssoenv_complete_in console' -l region -x -d 'region to show instead of the region of the profile'
complete -c ssoenv -n '__ssoenv_complete_in console' -l login -d 'sign in without asking, if a sign-in is needed'
complete -c ssoenv -n '__ssoenv_complete_in console' -l no-login -d 'never sign in and never ask'
complete -c ssoenv -n '__ssoenv_complete_in console' -l device-code -d 'sign in with a device code, in a browser on any device'
complete -c ssoenv -n '__ssoenv_complete_in console' -l service -x -a 'acm amplify apigateway apigw appsync asg athena autoscaling backup batch beanstalk bedrock billing cfn cloudformation cloudfront cloudshell cloudtrail cloudwatch codebuild codecommit codedeploy codepipeline cognito config controltower costs cw ddb docdb dynamodb ec2 ecr ecs efs eks elasticache elb emr eventbridge events glue guardduty health home iam inspector kinesis kms lambda logs mq msk neptune opensearch organizations orgs quotas r53 ram rds redshift route53 s3 sagemaker secrets secretsmanager securityhub servicequotas ses sfn sns sqs ssm sso stepfunctions support trail transfer vpc waf workspaces xray' -d 'service to show, such as s3, ec2 or logs:/GROUP'
complete -c ssoenv -n '__ssoenv_complete_in console' -l path -x -d 'page to show, such as /s3/buckets/NAME'
complete -c ssoenv -n '__ssoenv_complete_in console' -l url -x -d 'page to show: the URL of a page of the console, for any account'
complete -c ssoenv -n '__ssoenv_complete_in console' -l portal -d 'open it by the access portal, where you sign in'
complete -c ssoenv -n '__ssoenv_complete_in console' -l print -d 'print the address, which is a secret, instead of opening it'
complete -c ssoenv -n '__ssoenv_complete_in console' -l browser -x -d 'command that opens the browser (default: SSOENV_BROWSER, else BROWSER, else the default browser)'
complete -c ssoenv -n '__ssoenv_complete_in console' -l private -d 'open a private window'
complete -c ssoenv -n '__ssoenv_complete_in console' -l own-window -d 'open a window that this role has for itself (Chrome, Chromium, Edge, Brave, Vivaldi)'
complete -c ssoenv -n '__ssoenv_complete_in console' -l firefox-container -d 'open it in a container of Firefox, by the extension "Open external links in a container"'
complete -c ssoenv -n '__ssoenv_complete_in console' -l qr -d 'with --portal: show a QR code for a phone instead of opening it'
complete -c ssoenv -n '__ssoenv_complete_in console' -l duration -x -d 'how long you stay signed in: 15m to 12h (default: as AWS decides)'
complete -c ssoenv -n '__ssoenv_complete_in console' -l yes -d 'use a guarded profile (SSOENV_GUARD) without asking'
complete -c ssoenv -n '__ssoenv_complete_in list' -l json -d 'print JSON'
complete -c ssoenv -n '__ssoenv_complete_in list' -l include -x -d 'only the roles ACCOUNT/ROLE that match; repeatable'
complete -c ssoenv -n '__ssoenv_complete_in list' -l exclude -x -d 'no role that matches; repeatable'
complete -c ssoenv -n '__ssoenv_complete_in status' -l sso-session -x -a '(__ssoenv_complete_sessions)' -d 'sso-session in ~/.aws/config, instead of a profile'
complete -c ssoenv -n '__ssoenv_complete_in status' -l json -d 'print JSON'
complete -c ssoenv -n '__ssoenv_complete_in status' -l check -d 'print nothing; exit with 0, or with 4 if a sign-in is needed'
complete -c ssoenv -n '__ssoenv_complete_in status' -l min-left -x -d 'with --check: time that must remain, such as 15m (default: 0s)'
complete -c ssoenv -n '__ssoenv_complete_in status' -l watch -d 'show it on the whole screen, again each second, until q or Ctrl-C'
complete -c ssoenv -n '__ssoenv_complete_in why' -l json -d 'print JSON'
complete -c ssoenv -n '__ssoenv_complete_in login' -l sso-session -x -a '(__ssoenv_complete_sessions)' -d 'sso-session in ~/.aws/config, instead of a profile'
complete -c ssoenv -n '__ssoenv_complete_in login' -l device-code -d 'sign in with a device code, in a browser on any device'
complete -c ssoenv -n '__ssoenv_complete_in login' -l no-browser -d 'print the URL instead of opening a browser'
complete -c ssoenv -n '__ssoenv_complete_in login' -l force -d 'sign in again, even if the current sign-in is still valid'
complete -c ssoenv -n '__ssoenv_complete_in logout' -l sso-session -x -a '(__ssoenv_complete_sessions)' -d 'sso-session in ~/.aws/config, instead of a profile'
complete -c ssoenv -n '__ssoenv_complete_in logout' -l all -d 'sign out of everything, like aws sso logout'
complete -c ssoenv -n '__ssoenv_complete_in wait' -l sso-session -x -a '(__ssoenv_complete_sessions)' -d 'sso-session in ~/.aws/config, instead of a profile'
complete -c ssoenv -n '__ssoenv_complete_in wait' -l timeout -x -d 'longest time to wait, such as 90s or 2h (default: 10m)'
complete -c ssoenv -n '__ssoenv_complete_in install' -l prompt -d 'show the role in the prompt, without asking'
complete -c ssoenv -n '__ssoenv_complete_in install' -l no-prompt -d 'do not show the role in the prompt, and do not ask'
complete -c ssoenv -n '__ssoenv_complete_in install' -l directories -d 'let the file .ssoenv of a folder choose the profile'
complete -c ssoenv -n '__ssoenv_complete_in install' -l launcher -x -d 'put the launcher there; without SHELL, do nothing else (default: ~/.local/bin)'
complete -c ssoenv -n '__ssoenv_complete_in uninstall' -l launcher -x -d 'remove the launcher from there; without SHELL, do nothing else (default: ~/.local/bin)'
complete -c ssoenv -n '__ssoenv_complete_in uninstall' -l purge -d 'remove all that ssoenv has kept, after a yes'
complete -c ssoenv -n '__ssoenv_complete_in uninstall' -l dry-run -d 'print what --purge would do; remove nothing'
complete -c ssoenv -n '__ssoenv_complete_in uninstall' -l yes -d 'do not ask before --purge'
complete -c ssoenv -n '__ssoenv_complete_in init' -l path -d 'print the path of the file: sourcing it starts no process'
complete -c ssoenv -n '__ssoenv_complete_in prompt' -l for -x -a 'plain own prompt-command bash-it oh-my-bash bash-git-prompt oh-my-zsh prezto pure powerlevel10k tide posh-git starship oh-my-posh tmux' -d 'what draws the prompt (default: found out from the start-up files)'
complete -c ssoenv -n '__ssoenv_complete_in prompt' -l shell -x -a 'bash zsh sh fish powershell nushell elvish xonsh tcsh' -d 'shell to print the lines for (default: the running shell)'
complete -c ssoenv -n '__ssoenv_complete_in configure' -l sso-session -x -a '(__ssoenv_complete_sessions)' -d 'sso-session of the profile, existing or new'
complete -c ssoenv -n '__ssoenv_complete_in configure' -l start-url -x -d 'start URL of the AWS access portal'
complete -c ssoenv -n '__ssoenv_complete_in configure' -l sso-region -x -d 'SSO region: the region of IAM Identity Center'
complete -c ssoenv -n '__ssoenv_complete_in configure' -l scopes -x -d 'scopes of the sso-session (default: sso:account:access in a new one)'
complete -c ssoenv -n '__ssoenv_complete_in configure' -l account -x -d 'account of the profile (default: a menu)'
complete -c ssoenv -n '__ssoenv_complete_in configure' -l role -x -d 'role of the profile (default: a menu)'
complete -c ssoenv -n '__ssoenv_complete_in configure' -l region -x -d 'region of the profile; \'\' for none'
complete -c ssoenv -n '__ssoenv_complete_in configure' -l output -x -d 'output format of the AWS CLI; \'\' for its default'
complete -c ssoenv -n '__ssoenv_complete_in configure' -l legacy -d 'write a profile without an sso-session: its sign-in cannot be refreshed'
complete -c ssoenv -n '__ssoenv_complete_in configure' -l session-only -d 'write an sso-session without a profile'
complete -c ssoenv -n '__ssoenv_complete_in configure' -l device-code -d 'sign in with a device code, in a browser on any device'
complete -c ssoenv -n '__ssoenv_complete_in configure' -l no-browser -d 'print the URL instead of opening a browser'
complete -c ssoenv -n '__ssoenv_complete_in accounts' -l sso-session -x -a '(__ssoenv_complete_sessions)' -d 'sso-session in ~/.aws/config, instead of a profile'
complete -c ssoenv -n '__ssoenv_complete_in accounts' -l json -d 'print JSON'
complete -c ssoenv -n '__ssoenv_complete_in accounts' -l refresh -d 'ask AWS again, even if the list is less than a day old'
complete -c ssoenv -n '__ssoenv_complete_in accounts' -l include -x -d 'only the roles ACCOUNT/ROLE that match; repeatable'
complete -c ssoenv -n '__ssoenv_complete_in accounts' -l exclude -x -d 'no role that matches; repeatable'
complete -c ssoenv -n '__ssoenv_complete_in roles' -l sso-session -x -a '(__ssoenv_complete_sessions)' -d 'sso-session in ~/.aws/config, instead of a profile'
complete -c ssoenv -n '__ssoenv_complete_in roles' -l json -d 'print JSON'
complete -c ssoenv -n '__ssoenv_complete_in sync' -l sso-session -x -a '(__ssoenv_complete_sessions)' -d 'sso-session in ~/.aws/config, instead of a profile'
complete -c ssoenv -n '__ssoenv_complete_in sync' -l include -x -d 'only the roles ACCOUNT/ROLE that match; repeatable'
complete -c ssoenv -n '__ssoenv_complete_in sync' -l exclude -x -d 'no role that matches; repeatable'
complete -c ssoenv -n '__ssoenv_complete_in sync' -l template -x -d 'names of the profiles (default: {account_name}-{role_name})'
complete -c ssoenv -n '__ssoenv_complete_in sync' -l single -x -d 'names in accounts with one role'
complete -c ssoenv -n '__ssoenv_complete_in sync' -l prefer -x -d 'role that is named by its account alone; repeatable'
complete -c ssoenv -n '__ssoenv_complete_in sync' -l names -x -d 'lines ACCOUNT_ID = NAME, for {account_alias}'
complete -c ssoenv -n '__ssoenv_complete_in sync' -l rename -d 'rename the profiles of accounts that were renamed'
complete -c ssoenv -n '__ssoenv_complete_in sync' -l region -x -d 'region of the profiles; repeatable, with {region} in names'
complete -c ssoenv -n '__ssoenv_complete_in sync' -l set -x -d 'further setting of the profiles, or of those that match; repeatable'
complete -c ssoenv -n '__ssoenv_complete_in sync' -l comment -x -d 'comment in each profile, such as \'{account_email}\''
complete -c ssoenv -n '__ssoenv_complete_in sync' -l prune -d 'remove the profiles of roles that are no longer assigned or left out now'
complete -c ssoenv -n '__ssoenv_complete_in sync' -l refresh -d 'ask AWS again, even if the list is less than a day old'
complete -c ssoenv -n '__ssoenv_complete_in sync' -l dry-run -d 'print the changes and write nothing'
complete -c ssoenv -n '__ssoenv_complete_in sync' -l check -d 'as --dry-run, with exit status 1 if something would change; never sign in'
complete -c ssoenv -n '__ssoenv_complete_in sync' -l verbose -d 'name the roles that are left out'
complete -c ssoenv -n '__ssoenv_complete_in sync' -l yes -d 'write without asking'
complete -c ssoenv -n '__ssoenv_complete_in sync' -l undo -d 'undo the last sync'
complete -c ssoenv -n '__ssoenv_complete_in sync' -l from -x -a 'granted aws-vault aws-sso-cli' -d 'convert the profiles of another tool and keep their names'
complete -c ssoenv -n '__ssoenv_complete_in remove' -l sso-session -x -a '(__ssoenv_complete_sessions)' -d 'sign out of this sso-session, and remove it with its profiles'
complete -c ssoenv -n '__ssoenv_complete_in remove' -l dry-run -d 'print what would go, and write nothing'
complete -c ssoenv -n '__ssoenv_complete_in remove' -l yes -d 'do not ask'
complete -c ssoenv -n '__ssoenv_complete_in remove' -l undo -d 'undo the last change to the config file'
complete -c ssoenv -n '__ssoenv_complete_in rename' -l dry-run -d 'print what would change, and write nothing'
complete -c ssoenv -n '__ssoenv_complete_in rename' -l yes -d 'do not ask'
complete -c ssoenv -n '__ssoenv_complete_in rename' -l undo -d 'undo the last change to the config file'
complete -c ssoenv -n '__ssoenv_complete_in doctor' -l json -d 'print JSON'
complete -c ssoenv -n '__ssoenv_complete_in doctor' -l fix -d 'mend what is safe to mend, after a yes: modes, locks, start-up blocks'
complete -c ssoenv -n '__ssoenv_complete_in doctor' -l yes -d 'do not ask before --fix'
complete -c ssoenv -n '__ssoenv_complete_in doctor' -l online -d 'ask the endpoints of each sign-in, too'
complete -c ssoenv -n '__ssoenv_complete_in doctor' -l bundle -x -d 'write a report for an issue, without names and secrets'
complete -c ssoenv -n '__ssoenv_complete_in export' -l format -x -a 'process env env-no-export powershell windows-cmd fish json dotenv sts github direnv docker systemd' -d 'output format (default: process)'
complete -c ssoenv -n '__ssoenv_complete_in export' -l mfa-code -x -d 'read the code of an MFA device from stdin, in place of asking'
complete -c ssoenv -n '__ssoenv_complete_in serve' -l port -x -d 'port of 127.0.0.1 (default: one that is free)'
complete -c ssoenv -n '__ssoenv_complete_in serve' -l write-env -x -d 'write the variables to a file, as docker run --env-file takes it, and remove it at the end'
complete -c ssoenv -n '__ssoenv_complete_in serve' -l docker -d 'with --write-env: print settings for containers'
complete -c ssoenv -n '__ssoenv_complete_in serve' -l shell -x -a 'bash zsh sh fish powershell nushell elvish xonsh tcsh' -d 'shell to write code for (default: the running shell)'
complete -c ssoenv -n '__ssoenv_complete_in serve' -l account -x -d 'ID or name of an account, instead of a profile'
complete -c ssoenv -n '__ssoenv_complete_in serve' -l role -x -d 'role in that account (default: a menu on a terminal)'
complete -c ssoenv -n '__ssoenv_complete_in serve' -l sso-session -x -a '(__ssoenv_complete_sessions)' -d 'sso-session for that account (default: the only one)'
complete -c ssoenv -n '__ssoenv_complete_in serve' -l role-arn -x -d 'role to assume instead of a profile'
complete -c ssoenv -n '__ssoenv_complete_in serve' -l source-profile -x -a '(__ssoenv_complete_profiles) $__ssoenv_complete_found[$__ssoenv_complete_first..$__ssoenv_complete_last] $__ssoenv_complete_more (__ssoenv_complete_forget)' -d 'profile whose credentials assume that role (default: AWS_PROFILE, else the active profile, else that of the folder, else "default")'
complete -c ssoenv -n '__ssoenv_complete_in serve' -l external-id -x -d 'external ID that the trust policy of that role asks for'
complete -c ssoenv -n '__ssoenv_complete_in serve' -l region -x -d 'region to set instead of the region of the profile'
complete -c ssoenv -n '__ssoenv_complete_in serve' -l login -d 'sign in without asking, if a sign-in is needed'
complete -c ssoenv -n '__ssoenv_complete_in serve' -l no-login -d 'never sign in and never ask'
complete -c ssoenv -n '__ssoenv_complete_in serve' -l device-code -d 'sign in with a device code, in a browser on any device'
complete -c ssoenv -n '__ssoenv_complete_in serve' -l yes -d 'use a guarded profile (SSOENV_GUARD) without asking'
complete -c ssoenv -n '__ssoenv_complete_in write' -l as -x -d 'name of the profile with the keys (default: the names that it has, else PROFILE)'
complete -c ssoenv -n '__ssoenv_complete_in write' -l keep -d 'renew the keys until Ctrl-C, and then remove them'
complete -c ssoenv -n '__ssoenv_complete_in write' -l remove -d 'remove the keys again: those of the names given, else all'
complete -c ssoenv -n '__ssoenv_complete_in write' -l account -x -d 'ID or name of an account, instead of a profile'
complete -c ssoenv -n '__ssoenv_complete_in write' -l role -x -d 'role in that account (default: a menu on a terminal)'
complete -c ssoenv -n '__ssoenv_complete_in write' -l sso-session -x -a '(__ssoenv_complete_sessions)' -d 'sso-session for that account (default: the only one)'
complete -c ssoenv -n '__ssoenv_complete_in write' -l role-arn -x -d 'role to assume instead of a profile'
complete -c ssoenv -n '__ssoenv_complete_in write' -l source-profile -x -a '(__ssoenv_complete_profiles) $__ssoenv_complete_found[$__ssoenv_complete_first..$__ssoenv_complete_last] $__ssoenv_complete_more (__ssoenv_complete_forget)' -d 'profile whose credentials assume that role (default: AWS_PROFILE, else the active profile, else that of the folder, else "default")'
complete -c ssoenv -n '__ssoenv_complete_in write' -l external-id -x -d 'external ID that the trust policy of that role asks for'
complete -c ssoenv -n '__ssoenv_complete_in write' -l region -x -d 'region to set instead of the region of the profile'
complete -c ssoenv -n '__ssoenv_complete_in write' -l login -d 'sign in without asking, if a sign-in is needed'
complete -c ssoenv -n '__ssoenv_complete_in write' -l no-login -d 'never sign in and never ask'
complete -c ssoenv -n '__ssoenv_complete_in write' -l device-code -d 'sign in with a device code, in a browser on any device'
complete -c ssoenv -n '__ssoenv_complete_in write' -l yes -d 'use a guarded profile (SSOENV_GUARD) without asking'
# </generated>
