#!/bin/sh
# SPDX-License-Identifier: MIT
# completions.sh bash|zsh|fish OPTIONS.DEF: prints the completion of ghirbal for that shell, from the table.
set -eu
shell=$1
table=$2

# Each option as: letter or -, name, kind of argument, the argument, text; with tabs between.
options()
{
	LC_ALL=C awk '
		/^OPTION\(/ { row = ""; open = 1 }
		open { row = row " " $0 }
		open && /\)$/ {
			open = 0
			sub(/^ *OPTION\(/, "", row); sub(/\)$/, "", row)
			# In the table quoted words hold commas, so they are taken out one after another.
			n = 0
			while (match(row, /"[^"]*"/)) {
				word[++n] = substr(row, RSTART + 1, RLENGTH - 2)
				row = substr(row, 1, RSTART - 1) "@" substr(row, RSTART + RLENGTH)
			}
			split(row, part, / *, */)
			letter = part[2] == "0" ? "-" : substr(part[2], 2, 1)
			kind = part[4]
			printf "%s\t%s\t%s\t%s\t%s\n", letter, word[1], kind, n == 3 ? word[2] : "-", word[n]
		}' "$table"
}

bash_completion()
{
	cat <<'END'
# bash completion for ghirbal; made by tools/completions.sh

# _ghirbal_words WORD...: offers these for the value, or for what follows the last comma of a list of them.
_ghirbal_words()
{
	local before=
	if [[ $1 == , ]]; then
		shift
		[[ $cur == *,* ]] && before=${cur%,*},
		compopt -o nospace
	fi
	COMPREPLY=($(compgen -P "$head$before" -W "$*" -- "${cur#"$before"}"))
}

_ghirbal()
{
	local cur prev words cword split head=
	if declare -F _init_completion >/dev/null; then
		_init_completion -s || return
	else
		cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
		if [[ $cur == = ]]; then
			cur=
		elif [[ $prev == = ]]; then
			prev=${COMP_WORDS[COMP_CWORD - 2]}
		fi
	fi
	# A shell that does not part words at = has the option and its value in one.
	if [[ $cur == --*=* ]]; then
		prev=${cur%%=*} head=${cur%%=*}= cur=${cur#*=}
	fi
	case $prev in
END
	options | awk -F '\t' '
		$3 != "NONE" {
			names = "--" $2 ($1 != "-" && $3 == "ONE" ? "|-" $1 : "")
			if ($4 ~ /\|/) { gsub(/\|/, " ", $4); what = "_ghirbal_words " $4 }
			else if ($4 == "FILE") what = "COMPREPLY=($(compgen -P \"$head\" -f -- \"$cur\"))"
			else if ($4 == "GROUP,...") what = "_ghirbal_words , $(ghirbal --list-rules 2>/dev/null | cut -f 2 | sort -u)"
			else if ($4 == "LIST") what = "_ghirbal_words , none light standard search $(ghirbal --list-normalize 2>/dev/null | sed -n \"2,\$s/\t.*//p\" | sed \"s/.*/+& -&/\")"
			else what = "COMPREPLY=()"
			printf "\t%s)\n\t\t%s\n\t\treturn\n\t\t;;\n", names, what
		}'
	printf '\tesac\n\tif [[ $cur == -* ]]; then\n\t\tCOMPREPLY=($(compgen -W "'
	options | awk -F '\t' '{ printf "%s--%s%s", (NR == 1 ? "" : " "), $2, ($3 == "ONE" ? "=" : "") }'
	cat <<'END'
" -- "$cur"))
		[[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace
		return
	fi
	COMPREPLY=($(compgen -f -- "$cur"))
}
complete -o filenames -F _ghirbal ghirbal
END
}

zsh_completion()
{
	printf '#compdef ghirbal\n# made by tools/completions.sh\n_arguments -s -S \\\n'
	options | awk -F '\t' '
		function action() {
			if ($4 ~ /\|/) { gsub(/\|/, " ", $4); return ":value:(" $4 ")" }
			if ($4 == "FILE") return ":file:_files"
			if ($4 == "GROUP,...") return ":groups:_sequence compadd - ${(fu)\"$(ghirbal --list-rules 2>/dev/null | cut -f 2)\"}"
			if ($4 == "LIST") return ":list:_sequence compadd - none light standard search"
			return ":" tolower($4) ":"
		}
		{
			text = $5
			gsub(/'"'"'/, "", text)
			gsub(/:/, "\\:", text)
			end = $3 == "NONE" ? "" : ($3 == "MAYBE" ? ":" : "") action()
			long = "--" $2 ($3 == "ONE" ? "=" : $3 == "MAYBE" ? "=-" : "")
			if ($1 == "-") printf "\t'"'"'%s[%s]%s'"'"' \\\n", long, text, end
			else printf "\t'"'"'(-%s --%s)'"'"'{-%s%s,%s}'"'"'[%s]%s'"'"' \\\n", $1, $2, $1,
				$3 == "ONE" ? "+" : $3 == "MAYBE" ? "-" : "", long, text, end
		}'
	printf "\t'*:file:_files'\n"
}

fish_completion()
{
	echo '# fish completion for ghirbal; made by tools/completions.sh'
	options | awk -F '\t' '
		{
			printf "complete -c ghirbal%s -l %s", $1 == "-" ? "" : " -s " $1, $2
			if ($3 == "ONE") printf " -r"
			if ($4 ~ /\|/) { gsub(/\|/, " ", $4); printf " -f -a \"%s\"", $4 }
			else if ($4 == "GROUP,...") printf " -f -a \"(ghirbal --list-rules 2>/dev/null | cut -f 2 | sort -u)\""
			else if ($4 == "LIST") printf " -f -a \"none light standard search\""
			gsub(/"/, "\\\"", $5)
			printf " -d \"%s\"\n", $5
		}'
}

case $shell in
bash | zsh | fish)
	"${shell}_completion"
	;;
*)
	echo "completions.sh: unknown shell $shell" >&2
	exit 2
	;;
esac
