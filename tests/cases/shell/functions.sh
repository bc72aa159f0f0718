#### arguments_and_status
f() { echo "$#:$1:$*"; return 5; }; f a 'b c'; echo $?; f; g() { false; }; g; echo $?; h() { return; }; false; h; echo $?; r() { return 300; }; r; echo $?

#### local_scope
x=global; f() { local x=local y; y=1; echo $x; g; }; g() { echo "dyn $x"; x=changed; }; f; echo $x ${y-unset}; k() { local x; echo "[${x-unset}]"; unset x; }; k; echo $x

#### recursion
fact() { if (($1<=1)); then echo 1; else local r=$(fact $(($1-1))); echo $(($1*r)); fi; }; fact 10; hanoi() { (($1)) || return; hanoi $(($1-1)) $2 $4 $3; ((moves++)); hanoi $(($1-1)) $4 $3 $2; }; hanoi 6 a b c; echo $moves

#### deep_recursion
d() { if (($1==0)); then echo bottom; else d $(($1-1)); fi; }; d 150

#### definitions
function a { echo a; }; function b() { echo b; }; c() ( x=sub; echo $x ); a; b; c; echo ${x-unset}; a() { echo redefined; }; a; unset -f a; a 2>/dev/null; echo $?
d() { echo one; } >&2; d 2>&1; e() if true; then echo compound; fi; e

#### redirect_on_definition
f() { echo out; cat; } > o < i 2>/dev/null; echo in > i; f; cat o

#### declare_f
f() { echo hi; }; declare -F f; type -t f; declare -f f | head -1; typeset -F nope; echo $?; type f | head -1; command -v f

#### nested_definition
outer() { inner() { echo inner $1; }; inner 1; }; outer; inner 2; (sub() { echo s; }; sub); type -t sub || echo gone

#### overriding_builtins
echo() { builtin echo "[$*]"; }; echo a b; command echo c; unset -f echo; echo d; cd() { builtin cd "$@" && pwd | sed 's#.*/##'; }; mkdir dir; cd dir

#### return_from_nested
f() { for i in 1 2 3; do for j in a b; do [[ $i$j == 2a ]] && return 9; echo $i$j; done; done; }; f; echo $?; g() { while read -r l; do [[ $l == b ]] && return 4; done < <(printf 'a\nb\n'); }; g; echo $?

#### functions_in_pipelines
up() { tr a-z A-Z; }; ex() { sed 's/$/!/'; }; echo hi | up | ex; gen() { for i in 1 2 3; do echo $i; done; }; gen | { read a; read b; echo $a$b; }; f() { return 3; }; f | true; echo ${PIPESTATUS[0]}

#### positional_restored
f() { set -- x y; echo "$@"; shift; echo $1; }; set -- a b c; f q; echo "$@"

#### variables_for_one_call
f() { echo "$V"; }; V=tmp f; echo "${V-unset}"; V=outer; V=inner f; echo $V

#### local_attributes
f() { local -i n=2+3; local -r c=const; local -a a=(1 2); local -A m=([k]=v); local -u u=up; local -l l=LOW; local -x E=exp; echo $n $c ${a[1]} ${m[k]} $u $l; printenv E; }; f; echo ${n-}${a-}${E-}

#### funcname_and_caller
a() { b; }; b() { echo "${FUNCNAME[@]:0:2}" ${#FUNCNAME[@]}; }; a; f() { echo $FUNCNAME; }; f

#### export_f
greet() { echo "hello $1"; }; export -f greet; bash -c 'greet child'; export -n greet

#### mutual_recursion
even() { (($1==0)) && return 0; odd $(($1-1)); }; odd() { (($1==0)) && return 1; even $(($1-1)); }; even 20 && echo even; odd 7 && echo odd; even 7 || echo not

#### output_capture_keeps_status
f() { echo out; return 6; }; x=$(f); echo $? $x; g() { local y; y=$(f); echo $?; local z=$(f); echo $?; }; g

#### unset_in_function
v=1; f() { unset v; }; f; echo ${v-gone}; g() { local w=1; unset w; w=2; }; w=0; g; echo $w

#### positional_named_like_options
f() { echo "$1|$2"; }; f -n --; f -- -x; set -- -a -b; echo "$@"

#### memoised_function
declare -A memo; fib() { local n=$1; if [[ -n ${memo[$n]} ]]; then R=${memo[$n]}; return; fi; if ((n<2)); then R=$n; else fib $((n-1)); local a=$R; fib $((n-2)); R=$((a+R)); fi; memo[$n]=$R; }; fib 50; echo $R

#### callback_by_name
apply() { local f=$1; shift; for x in "$@"; do "$f" "$x"; done; }; sq() { echo $(($1*$1)); }; apply sq 1 2 3; apply echo a b

#### names_lines_and_sources
f() { echo "${FUNCNAME[@]}" "$LINENO" "${BASH_LINENO[0]}" "${BASH_SOURCE[0]}"; g; }; g() { echo "${FUNCNAME[*]}" "${#FUNCNAME[@]}"; caller 0; caller 1; }; f

#### call_stack_of_a_script
echo 'f() { echo ${FUNCNAME[@]} ${BASH_SOURCE[@]} ${BASH_LINENO[@]}; g; }
g() { caller; caller 0; caller 1; caller 2; echo ${#FUNCNAME[@]}; }
f' > s.sh; bash s.sh; . ./s.sh

#### options_by_hand
while [[ $# -gt 0 ]]; do :; done; parse() { while (($#)); do case "$1" in -f|--file) file=$2; shift 2;; --file=*) file=${1#*=}; shift;; -v) ((v++)); shift;; --) shift; break;; -*) echo "unknown $1" >&2; return 1;; *) pos+=("$1"); shift;; esac; done; echo "file=$file v=$v pos=${pos[*]} rest=$*"; }; parse -f x -v a -v --file=y b -- -z; parse -q; echo $?

#### log_retry_die
log() { echo "[$(date +%H)] $*" >/dev/null; printf '%s: %s\n' "$1" "${*:2}" >&2; }; log INFO a b; die() { echo "fatal: $*" >&2; exit 1; }; (die x); echo $?; retry() { local n=0; until "$@"; do ((++n>=3)) && return 1; done; }; retry false; echo $?; main() { local -r k=v; echo "$k ${#@}"; }; main "$@"; : "${VAR:=default}"; echo $VAR; [[ "${BASH_SOURCE[0]}" == "$0" ]]; echo $?; readonly -a RA=(1 2); echo ${RA[1]}; command -v python3 >/dev/null && echo have; type -P nosuch || echo none

#### statuses
f() { return 256; }; f; echo $?; f() { return -1; }; f; echo $?; (exit 256); echo $?; false; (exit); echo $?; f() { false; return; }; f; echo $?; f() { :; }; false; f; echo $?; x=$(false); echo $?; local x 2>/dev/null; echo $?; export y=$(false); echo $?; f() { local z=$(false); echo $?; }; f; true | false; echo $?; ! (exit 2); echo $?; if (exit 7); then :; else echo $?; fi; while (exit 1); do :; done; echo $?; for i in 1; do false; done; echo $?; case x in y) ;; esac; echo $?; [[ -z x ]]; echo $?; eval false; echo $?; command false; echo $?
