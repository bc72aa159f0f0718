#### quotes
a=1; echo '$a' "$a" \$a "\$a" "a\b" 'a\b' a\ b "a'b" 'a"b' "\"q\"" "\`" "\\"

#### line_continuation
echo one \
 two; echo "in \
quotes"; echo 'no \
change'; x=a\
b; echo $x

#### empty_arguments
printf '<%s>' '' "" a''b "" ; echo; n() { echo $#; }; n '' "" ; e=; n $e "$e" $e""

#### comments
echo a # comment
echo a#b '#c' \#d # x
# whole line
echo $# ${#a} # end

#### backslash_in_double_quotes
echo "\n \t \$ \\ \" \a $(echo "\\\\")"; printf '%s\n' "a\\b" 'a\\b' a\\b

#### ansi_c_escapes
printf '%s' $'\a\b\e\f\n\r\t\v\\\'\"\?\001\x7f\u263a\U1f600\cA' | od -An -tx1

#### printf_q_roundtrip
for s in 'plain' 'a b' "it's" '$x `y`' 'a"b' '' '~' '#c' 'a*?[' '!x' ';&|<>()' '{a,b}' $'t\tn\n' 'é'; do q=$(printf %q "$s"); eval "r=$q"; [[ $r == "$s" ]] && echo "ok $q" || echo "BAD $q"; done

#### quote_removal
a='"x"'; echo $a; b="'y'"; echo $b; eval echo $a; echo "${a#\"}" "${a%\"}"

#### mixed_concatenation
x=mid; echo pre"$x"'post' "a"'b'c\d"$(echo e)"`echo f`$((1+5))

#### newline_in_quotes
echo "line one
line two"
echo 'a
b' | wc -l

#### glob_chars_quoted
touch a.txt b.txt; echo *.txt "*.txt" \*.txt '*'.txt; p='*.txt'; echo $p "$p"

#### here_string_quoting
cat <<< "a  b"; v='x  y'; cat <<< $v; cat <<< 'no $v'; cat <<< "$v"$'\n'z; wc -c <<< ''

#### dollar_at_the_end
echo a$ $ "$" "a$" '$' $'$' "$ x"; echo 100%$

#### history_char
echo "hi!" 'a!b' !x "!"

#### nested_backquotes
echo `echo "a \`echo 'b c'\`"` ; x=`printf '%s' '\\\\'`; echo "$x"

#### eval_quoting
a='echo "x  y"'; eval $a; eval "$a"; b='$c'; c=deep; eval echo "$b"; eval 'd="$c"'; echo $d; eval; echo $?
