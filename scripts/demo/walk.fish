# A person's day in fish: each step is shown, run and checked.

function step
    printf '\n\e[1m> %s\e[0m\n' $argv[1]
    eval $argv[1]
end

function expect
    if test "$argv[1]" != "$argv[2]"
        printf 'demo: expected %s, got %s\n' $argv[2] $argv[1] >&2
        exit 1
    end
end

# Prints the variables that ssoenv sets, with the secrets masked.
function show
    env | grep -E '^(AWS|SSOENV)_' | grep -v '^AWS_ENDPOINT_URL' | sort |
        sed -E 's/^(AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN)=(.{4}).*/\1=\2… (masked)/; s/^/  /'
end

step 'ssoenv list'

step 'ssoenv use dev | source'
show
expect "$SSOENV_PROFILE" dev

step 'ssoenv use staging | source'
show | grep -E 'ACCOUNT|REGION|PROFILE'
expect "$SSOENV_ACCOUNT_ID" 222222222222

step 'ssoenv use prod | source; echo "status $status"'
expect "$SSOENV_PROFILE" staging

step 'ssoenv use stagin | source; and terraform apply; echo "status $status"'
expect "$SSOENV_PROFILE" staging

step 'ssoenv off | source'
show
expect "$AWS_ACCESS_KEY_ID" ''

step 'source (ssoenv init --path)'

step 'ssoenv use dev'
show | grep -E 'ACCOUNT|REGION|PROFILE'
expect "$SSOENV_PROFILE" dev

step 'ssoenv use staging; ssoenv use -'
expect "$SSOENV_PROFILE" dev

step 'ssoenv use prod; and terraform apply; echo "status $status"'
expect "$SSOENV_PROFILE" dev

step 'ssoenv off'
show
expect "$AWS_ACCESS_KEY_ID" ''
