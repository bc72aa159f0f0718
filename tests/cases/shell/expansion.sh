#### default_values
unset u; e=
echo "[${u-d}] [${u:-d}] [${e-d}] [${e:-d}] [${u+s}] [${e+s}] [${e:+s}]"
echo "${u:=assigned} $u"
echo "${u:-$(echo not run >&2)}"

#### error_if_unset
(echo "${nope:?no such thing}"; echo unreached) 2>/dev/null
echo $?
(: "${PATH:?}"; echo fine)

#### prefix_and_suffix
f=/usr/local/lib/libfoo.so.1.2
echo "${f##*/}" "${f%/*}" "${f%%.*}" "${f#*/}" "${f%.*}"
g=aXbXc; echo "${g#*X}" "${g##*X}" "${g%X*}" "${g%%X*}"
p='*'; h='a*b*c'; echo "${h#a$p}" "${h#a"$p"}"

#### replace
s='the cat sat on the mat'
echo "${s/the/a}"; echo "${s//the/a}"; echo "${s/#the/A}"; echo "${s/%mat/rug}"
echo "${s// /_}"; echo "${s//[aeiou]}"; echo "${s//at/<&>}"

#### replace_patsub
v=abcabc; r=X; echo "${v//b/$r}" "${v//b/"&"}" "${v/%c/}"
path=/a/b/c; echo "${path//\//:}" "${path////-}"

#### substring
s=0123456789
echo "${s:3}" "${s:3:2}" "${s: -3}" "${s: -3:2}" "${s:2:-2}" "${s:0:0}|" "${s:20}|"
n=4; echo "${s:n:n+1}" "${s:(-n)}"

#### length
s='héllo wörld'; echo ${#s}; e=; echo ${#e}; a=(x yy zzz); echo ${#a[@]} ${#a[1]} ${#a}
set -- one two; echo $# ${#} ${#1}

#### case_change
s='hello World'; echo "${s^}" "${s^^}" "${s,}" "${s,,}" "${s^^[lo]}" "${s~~}"
a=(ab cd); echo "${a[@]^}" "${a[@]^^}"

#### indirect
x=y; y=value; echo "${!x}"
abc1=1 abc2=2; echo "${!abc@}" "${!abc*}"
arr=(p q r); ref='arr[1]'; echo "${!ref}"
pick() { echo "${!1}"; }; pick y; set -- a b c; i=2; echo "${!i}" "${!#}"

#### transformations
s="it's a \$test"; echo "${s@Q}" "${s@U}" "${s@u}" "${s@L}"
n=$'tab\there'; echo "${n@Q}"; e='a\tb'; echo "${e@E}"
a=(1 'b c'); echo "${a[@]@Q}"; declare -i k=3; echo "${k@a}" "${a@a}"; echo "${a[@]@A}"; echo "${s@A}"

#### positional
set -- a 'b c' d
for x in "$@"; do echo "<$x>"; done
for x in "$*"; do echo "<$x>"; done
for x in $@; do echo "<$x>"; done
echo "${@:2}" "${@:1:2}" "${@: -1}" "$#" "${*:2:1}"

#### positional_many
set -- 1 2 3 4 5 6 7 8 9 ten eleven; echo "$10 ${10} ${11}"; shift 9; echo "$1 $#"; shift 5; echo $? $#

#### quoted_at_joins
set -- x y z; printf '<%s>' "pre$@post"; echo; set --; printf '<%s>' "a$@b" "$@"; echo; printf '[%s]' "$*" $*; echo

#### word_splitting
v='  a   b	c
d  '; printf '<%s>' $v; echo; printf '<%s>' "$v"; echo
IFS=:; v='a::b:'; printf '<%s>' $v; echo; IFS=' :'; v=' a : b :: c '; printf '<%s>' $v; echo

#### splitting_not_literal
IFS=x; echo axb; v=axb; echo $v; echo "$v"; set -- $v; echo $#

#### empty_fields
IFS=,; v=',a,,b,'; set -- $v; echo $#; printf '[%s]' "$@"; echo; e=; set -- $e "$e" ''; echo $#

#### tilde
HOME=/home/u; echo ~ ~/x "~" '~' a~ ~+ | sed "s#$PWD#PWD#"; x=~/bin:~/lib; echo "$x"; echo a=~; echo --p=~

#### arithmetic_expansion
a=5; echo $((a*2+1)) $((a**3)) $((a<<2|1)) $(( a>3 ? 10 : 20 )) $((!a)) $((~a)) $((-a/2)) $((a%3))

#### command_substitution
x=$(printf 'a\nb\n\n\n'); echo "[$x]"; echo $x; echo "$(echo "$(echo 'in "quotes"')")"
echo `echo back \`echo nested\``; y=$(exit 7); echo $?; echo "$(</dev/null)|"

#### substitution_of_file
printf 'one\ntwo\n\n' > f; x=$(<f); echo "[$x]"; z="$(cat f; echo x)"; echo "${#z}"

#### substitution_nested_quotes
echo "a $(echo "b $(echo "c 'd' \"e\"")")"; v=$(cat <<'E'
no $expansion `here` (paren
E
); echo "$v"; echo "$(case x in x) echo matched;; esac)"

#### substitution_subshell_scope
x=1; y=$(x=2; echo $x); echo $x $y; f() { x=3; echo in; }; z=$(f); echo $x $z

#### dollar_single_quotes
printf '%s|' $'a\tb' $'\x41\u00e9\101' $'it\'s' $'\e[0m' $'nul\\'; echo; echo $'line1\nline2'; echo ${#'x'} 2>/dev/null || echo bad

#### special_parameters
true; echo $?; false; echo $?; echo $#; set -- a b; echo $#; echo "$-" | tr -cd 'B\n'; : last words; echo $_
[[ $$ -gt 0 ]] && echo pid; [[ $PPID =~ ^[0-9]+$ ]] && echo ppid; [[ $BASHPID =~ ^[0-9]+$ ]] && echo bashpid

#### brace_expansion
echo {a,b,c} x{1,2}y {1..5} {5..1} {a..e} {1..10..3} {01..03} {a,b}{1,2} pre{,x} {x} {} {a,{b,c}d} {-2..2}
echo a{b,c}$((1+1)) "{a,b}" \{a,b} {a\,b,c} {'x y',z}; v=3; echo {1..$v}; echo {z..w..2} {10..0..5}

#### nested_defaults
unset a b; c=deep; echo "${a:-${b:-${c}}}" "${a:-"quoted $c"}" ${a:-x y z} "${a:-'single'}" ${a:-'single'}
echo "${c:+"has $c"}" "${a-}" "${a:-\}}" ${c//e/}

#### assignment_forms
a=1 b=2; echo $a$b; a+=3; echo $a; declare -i n=4; n+=3; echo $n; x=$a$b y="$x"; echo $y
A=env_only printenv A; echo "${A-unset}"; x=5 eval 'echo $x'; echo $x

#### parameter_in_pattern
v='file.tar.gz'; ext='.*'; echo "${v%$ext}" "${v%%$ext}" "${v%"$ext"}"; case $v in *.tar.*) echo tarball;; esac

#### pattern_with_class
v='ab12cd'; echo "${v//[[:digit:]]/#}" "${v//[^0-9]/}" "${v%%[0-9]*}" "${v##*[!a-z]}"; t=' trim me '; t=${t#"${t%%[![:space:]]*}"}; t=${t%"${t##*[![:space:]]}"}; echo "<$t>"

#### unicode_slices
s='日本語テキスト'; echo "${s:0:2}" "${s: -2}" ${#s}; echo "${s/語/X}"; u=naïve; echo "${u^^}" "${u:2:1}"

#### unset_and_null_arrays
unset a; echo "${a[@]:-none}" "${#a[@]}"; a=(); echo "${a[@]:-empty}" "${a[@]+set}"; a=(''); echo "${a[@]+set}" "${#a[@]}"

#### string_cuts
s="Hello World"; echo ${s:0:5} ${s: -5} ${s:(-5):2} ${s#* } ${s##*o} ${s%o*} ${s%%o*} ${s/o/0} ${s//o/0} ${s/#H/J} ${s/%d/t} ${s^^} ${s,,} ${s^} ${s,} ${s~~} ${#s} ${s//[aeiou]}

#### path_and_trim
s='key=value=x'; echo "${s%%=*}" "${s#*=}" "${s##*=}"; p=/a/b/c.tar.gz; echo "${p##*/}" "${p%/*}" "${p%%.*}" "${p#*.}" "${p/%.gz/.xz}"; n=7; printf '%03d\n' $n; echo "${n:+set}" "${#p}"; t='  trim  '; t="${t#"${t%%[![:space:]]*}"}"; t="${t%"${t##*[![:space:]]}"}"; echo "[$t]"; v=abc; echo ${v:1:1} ${v: -1} ${v/b/} ${v//[ac]/_}; IFS=/ read -ra parts <<< "$p"; echo ${parts[-1]} ${#parts[@]}; echo "${parts[*]}"; (IFS=+; echo "${parts[*]}"); str=$(printf '%s,' a b c); echo "${str%,}"; printf -v joined '%s|' x y; echo "${joined%|}"

#### positional_slices
set -- a b; echo "$0" | grep -c bash; echo "${@:0:1}" | grep -c bash; echo "${@:2}" "${*:1:1}" "${!#}" "$#"; echo "${@/a/X}" "${@^}"; args=("$@"); echo "${args[@]: -1}"; for ((i=1;i<=$#;i++)); do echo "${!i}"; done; while [[ $# -gt 0 ]]; do case $1 in a) echo A; shift;; *) echo "o $1"; shift;; esac; done; echo $#

#### attributes_as_assignments
readonly r=1; declare -i n=3; declare -x e=5; a=(1 2); declare -A m=([k]=v); echo "${r@A}"; echo "${n@A}"; echo "${e@A}"; echo "${a[@]@A}"; echo "${m[@]@A}"; s=x; echo "${s@A}"
