#### test_strings
[ a = a ] && echo 1; [ a != b ] && echo 2; [ -z '' ] && echo 3; [ -n x ] && echo 4; [ x ] && echo 5; [ '' ] || echo 6; [ a \< b ] && echo 7; test a == a && echo 8; [ ! a = b ] && echo 9; [ -n "$nope" ] || echo 10

#### test_numbers
[ 1 -eq 1 ] && [ 1 -ne 2 ] && [ 1 -lt 2 ] && [ 2 -le 2 ] && [ 3 -gt 2 ] && [ 3 -ge 3 ] && echo all; [ -5 -lt 3 ] && echo neg; [ ' 5 ' -eq 5 ] && echo spaces; [ x -eq 1 ] 2>/dev/null; echo $?

#### test_files
touch f; mkdir d; ln -s f l; ln -s nope broken; chmod +x f; echo x > s; [ -e f ] && [ -f f ] && [ -d d ] && [ -L l ] && [ -h broken ] && [ ! -e broken ] && [ -s s ] && [ ! -s f ] && [ -x f ] && [ ! -x s ] && [ -r s ] && [ -w s ] && echo ok; [ -f d ] || echo notfile; [ -c /dev/null ] && echo char; [ -p f ] || echo nopipe; [ -b f ] || echo noblock; [ -S f ] || echo nosock

#### test_file_times
touch -d '2020-01-01' old; touch -d '2021-01-01' new; [ new -nt old ] && echo nt; [ old -ot new ] && echo ot; [[ new -nt nothere ]] && echo ntm; ln old hard; [ old -ef hard ] && echo ef; [[ old -ef new ]] || echo nef

#### test_combined
[ a = a -a b = b ] && echo and; [ a = b -o b = b ] && echo or; [ ! \( a = b \) ] && echo paren; [ a = a ] && [ b = c ] || echo mixed; [ -z '' -a -n x ] && echo za

#### test_errors
[ 1 -eq ] 2>/dev/null; echo $?; [ a b c d ] 2>/dev/null; echo $?; [ a = a 2>/dev/null; echo $?; test -f; echo $?; [ -f ]; echo $?; [ = ]; echo $?; [ ! ]; echo $?

#### double_bracket_patterns
[[ hello == h*o ]] && echo 1; [[ hello == "h*o" ]] || echo 2; [[ hello != x* ]] && echo 3; p='h?llo'; [[ hello == $p ]] && echo 4; [[ hello == "$p" ]] || echo 5; [[ a.c == a\.c ]] && echo 6; [[ '' == '' ]] && echo 7; [[ abc < abd ]] && echo 8; [[ b > a ]] && echo 9

#### double_bracket_no_splitting
v='a b'; [[ $v == 'a b' ]] && echo 1; [[ -n $nope ]] || echo 2; [[ $v ]] && echo 3; e=; [[ $e == '' ]] && echo 4; f='*'; [[ $f == '*' ]] && echo 5; [[ -z $nope && ! -n $nope ]] && echo 6

#### double_bracket_logic
[[ a == a && b == b ]] && echo and; [[ a == b || b == b ]] && echo or; [[ ! a == b ]] && echo not; [[ (a == b || c == c) && d == d ]] && echo group; [[ 3 -gt 2 && 2+2 -eq 4 ]] && echo arith; [[ a == a &&
 b == b ]] && echo multiline

#### regex
[[ foo123bar =~ ([a-z]+)([0-9]+) ]] && echo "${BASH_REMATCH[0]}|${BASH_REMATCH[1]}|${BASH_REMATCH[2]}|${#BASH_REMATCH[@]}"; [[ 2024-01-15 =~ ^([0-9]{4})-([0-9]{2})-([0-9]{2})$ ]] && echo ${BASH_REMATCH[@]:1}; re='^a.*z$'; [[ abcz =~ $re ]] && echo var; [[ a.b =~ a\.b ]] && echo esc; [[ axb =~ "a.b" ]] || echo quoted; [[ x =~ y ]]; echo $? ${#BASH_REMATCH[@]}

#### regex_features
[[ 'key = value' =~ ^[[:space:]]*([[:alnum:]_]+)[[:space:]]*=[[:space:]]*(.*)$ ]] && echo "<${BASH_REMATCH[1]}><${BASH_REMATCH[2]}>"; [[ ab =~ ^(a|b)+$ ]] && echo "${BASH_REMATCH[1]}"; [[ '' =~ ^$ ]] && echo empty; [[ aaa =~ a{2} ]] && echo ${BASH_REMATCH[0]}; re='['; [[ x =~ $re ]] 2>/dev/null; echo $?

#### variable_tests
unset u; e=; a=(1); [[ -v e ]] && echo set; [[ -v u ]] || echo unset; [[ -v a[0] ]] && echo elem; declare -n r=e; [[ -R r ]] && echo ref; [[ -o errexit ]] || echo opt; [[ -t 0 ]] || echo notty

#### nocasematch
shopt -s nocasematch; [[ ABC == abc ]] && echo eq; [[ ABC =~ ^a ]] && echo re; shopt -u nocasematch; [[ ABC == abc ]] || echo back

#### extglob_in_conditions
shopt -s extglob; [[ aaa == +(a) ]] && echo plus; [[ ab == a?(b) ]] && echo opt; [[ a == a?(b) ]] && echo opt2; [[ foo == @(foo|bar) ]] && echo at; [[ baz == !(foo|bar) ]] && echo not; [[ '' == *(x) ]] && echo star; [[ 12a == +([0-9])a ]] && echo nest

#### character_classes
for c in a Z 5 ' ' . _; do case "$c" in [[:lower:]]) echo lower;; [[:upper:]]) echo upper;; [[:digit:]]) echo digit;; [[:space:]]) echo space;; [[:punct:]]) echo punct;; esac; done; [[ x == [!a-w] ]] && echo neg; [[ - == [a-] ]] && echo dash; [[ ] == []] ]] && echo bracket

#### permission_tests
touch f; chmod 000 f; [[ -x f ]] || echo nox; chmod 755 f; [[ -x f ]] && echo x; chmod u-x,go-x f; stat -c %a f; chmod 4755 f; [[ -u f ]] && echo setuid; mkdir d; chmod 1777 d; [[ -k d ]] && echo sticky; stat -c %a d

#### ternary_idioms
x=5; [[ $x -gt 3 ]] && r=big || r=small; echo $r; y=$([[ -d / ]] && echo dir || echo none); echo $y; z=${x:+yes}; echo $z

#### regex_groups
[[ "foo123bar" =~ ([a-z]+)([0-9]+)(.*) ]] && echo "${BASH_REMATCH[@]}" "${#BASH_REMATCH[@]}"; re='^a b$'; [[ "a b" =~ $re ]] && echo ok; [[ abc =~ b. ]] && echo "${BASH_REMATCH[0]}"; [[ a.c =~ a"."c ]] && echo lit; [[ abc =~ a"."c ]] || echo nolit
