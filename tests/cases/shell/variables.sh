#### export
A=1; export B=2; export A; printenv A B; export C; C=3; printenv C; export -n A; printenv A; echo $?; bash -c 'echo ${A-unset} $B'; D=tmp bash -c 'echo $D'; echo ${D-unset}; export -p | grep -c 'B="2"'

#### readonly
readonly r=1; (r=2) 2>/dev/null; echo $? $r; (unset r) 2>/dev/null; echo $?; readonly -p | grep -c 'r="1"'; declare -r q=5; (q=6; echo no) 2>/dev/null; echo $q; f() { local -r k=1; echo $k; }; f; k=2; echo $k

#### unset
a=1; unset a; echo ${a-gone}; f() { echo f; }; unset -f f; f 2>/dev/null; echo $?; unset nothere; echo $?; x=1; unset -v x; echo ${x-gone}

#### declare_attributes
declare -u U=abc; declare -l L=ABC; echo $U $L; U=xyz; echo $U; declare -x E=env; printenv E; declare +x E; printenv E; echo $?; declare -i i=2*3; echo $i; declare -a arr; arr[2]=x; echo ${!arr[@]}; declare -g G=glob; echo $G; declare v; echo ${v-unset}

#### declare_global_in_function
f() { declare -g g=1; declare l=2; echo $g$l; }; f; echo ${g-} ${l-unset}; h() { declare -gA m; m[k]=v; }; h; echo ${m[k]}

#### nameref
x=1; declare -n r=x; echo $r; r=2; echo $x; echo ${!r}; unset -n r; echo $x ${r-unset}; swap() { local -n a=$1 b=$2; local t=$a; a=$b; b=$t; }; p=left q=right; swap p q; echo $p $q; for-each() { local -n item; for item in p q; do item+=!; done; }; for-each; echo $p $q

#### ifs_default
unset IFS; v='a b	c'; set -- $v; echo $#; IFS=; set -- $v; echo $#; IFS=' '; read -r x y <<< '  lead  trail  '; echo "[$x][$y]"; IFS=$'\n'; set -- $'a b\nc d'; echo $#; v=$'a b\nc d'; set -- $v; echo $# "$1"

#### ifs_join
set -- a b c; IFS=-; echo "$*"; IFS=; echo "$*"; unset IFS; echo "$*"; IFS=', '; echo "$*"; a=(1 2 3); IFS=+; echo "${a[*]}" $((${a[*]}))

#### special_variables
f() { echo $FUNCNAME; }; f; [[ -n $BASH_VERSION ]] && echo version; echo ${BASH_VERSINFO[0]}; echo $LINENO; [[ $HOSTNAME ]] && echo host; [[ $UID == $(id -u) ]] && echo uid; echo $OPTIND; echo $SHLVL | grep -c '[0-9]'; echo "${0##*/}"; [[ $BASH == /* ]] && echo path; echo ${BASH_SUBSHELL}; (echo $BASH_SUBSHELL)

#### underscore_and_last_argument
echo a b c > /dev/null; echo $_; true x; echo $_; mkdir new && cd $_ && basename "$PWD"

#### oldpwd_and_cd
mkdir -p a/b; base=$PWD; cd a/b; echo ${PWD#$base}; cd ..; echo ${PWD#$base}; cd - > /dev/null; echo ${PWD#$base}; echo ${OLDPWD#$base}; cd "$base"; cd nope 2>/dev/null; echo $?; (cd a; pwd | sed "s#$base##"); HOME=$base/a; cd; echo ${PWD#$base}; CDPATH=$base/a; cd b > /dev/null; echo ${PWD#$base}

#### cd_logical_and_physical
mkdir real; ln -s real link; cd link; basename "$(pwd)"; basename "$(pwd -P)"; cd ..; ls; cd -P link; basename "$PWD"

#### directory_stack
mkdir a b; base=$PWD; pushd a > /dev/null; echo ${PWD#$base}; pushd ../b > /dev/null; dirs | wc -w; popd > /dev/null; echo ${PWD#$base}; popd > /dev/null; echo "[${PWD#$base}]"; popd 2>/dev/null; echo $?

#### environment
env -i A=1 /usr/bin/env; env -i bash -c 'echo "${HOME-nohome}"'; X=1 Y=2 env | grep -E '^(X|Y)=' | sort; env -u PATH /usr/bin/printenv PATH; echo $?; printenv NOPE; echo $?

#### case_of_assignment_prefix
f() { echo "$v"; }; v=1 f; v=2; v=3 eval 'echo $v'; echo $v; v=4 :; echo $v; x=$y y=1; echo "[$x]"; a=b$c; echo $a

#### printf_v
printf -v x '%05d' 42; echo $x; printf -v 'a[2]' '%s' el; echo ${a[2]}; printf -v h '%x' 255; echo $h; declare -A m; printf -v 'm[k]' v; echo ${m[k]}

#### set_lists_variables
zz_test='a b'; set | grep '^zz_test='; declare -p zz_test; (unset zz_test; set | grep -c '^zz_test='); compgen -v | grep -c '^zz_test$'

#### string_building
s=; for i in 1 2 3; do s+="$i,"; done; echo "${s%,}"; printf -v line '%*s' 10 ''; echo "[${line// /-}]"; r=; t=hello; for ((i=${#t}-1;i>=0;i--)); do r+=${t:i:1}; done; echo $r

#### default_assignments
: ${A:=one} ${B=two}; echo $A $B; B=; : ${B:=three}; echo $B; unset C; echo ${C:=$(echo computed)}; echo $C; ${D:=echo} ran

#### shlvl_and_nested_shells
bash -c 'echo in; bash -c "echo deeper; exit 3"; echo $?'; sh -c 'echo $0 $1' name arg; bash -c 'echo $# "$@"' _ a 'b c'; echo 'echo script $1' > s; bash s arg; bash ./s 2; . ./s three; source s four
