#### basic
echo a > f; echo b >> f; cat < f; cat f f > g; wc -l < g; > empty; wc -c < empty; : > f; cat f; echo x >| f; cat f

#### stderr
{ echo out; echo err >&2; } 2> e; cat e; { echo out; echo err >&2; } > o 2>&1; cat o; { echo o2; echo e2 >&2; } &> b; cat b; { echo o3; echo e3 >&2; } &>> b; cat b; ls /nonexistent 2>/dev/null; echo $?

#### order_of_redirections
{ echo out; echo err >&2; } 2>&1 > f; echo --; cat f; { echo out; echo err >&2; } > f 2>&1; cat f

#### swap_streams
{ { echo out; echo err >&2; } 3>&1 1>&2 2>&3 3>&-; } 2>/dev/null

#### descriptors
exec 3> f; echo three >&3; echo more >&3; exec 3>&-; cat f; exec 4< f; read -u 4 a; read b <&4; echo $a $b; exec 4<&-; (echo x >&4) 2>/dev/null; echo $?

#### named_descriptors
exec {fd}> f; echo via >&$fd; exec {fd}>&-; cat f; [[ $fd -ge 10 ]] && echo high; { echo z >&$out; } {out}> g; cat g

#### read_write
printf 'hello world\n' > f; exec 3<> f; read -n 5 x <&3; echo "$x"; echo -n ' THERE' >&3; exec 3>&-; cat f

#### move_descriptor
exec 5> f; exec 6>&5-; echo six >&6; exec 6>&-; cat f; { echo to5 >&5; } 2>/dev/null || echo closed

#### dup_shares_offset
exec 3> f; exec 4>&3; echo one >&3; echo two >&4; echo three >&3; exec 3>&- 4>&-; cat f; printf 'a\nb\nc\n' > g; { read x; read y; cat; } < g; echo $x$y

#### here_document
x=val; cat <<E
plain $x $(echo sub) $((1+2)) \$x \\ "quoted" 'single'
E
cat <<'E'
no $x $(echo) \n
E
cat <<-E
	tabs removed
		twice
	E
cat <<E1; cat <<E2
first
E1
second
E2

#### here_document_in_pipeline
cat <<E | tr a-z A-Z | sed 's/^/> /'
one
two
E
while read -r a b; do echo "$b $a"; done <<E
1 2
3 4
E
f() { cat; }; f <<< "to function"

#### here_document_large
{ echo 'cat <<E | wc -c'; head -c 100000 /dev/zero | tr '\0' 'x' | fold -w 99; echo; echo E; } > s; bash s

#### here_document_one_mebibyte
wc -c <<E
$(head -c 1048575 /dev/zero | tr '\0' y)
E

#### here_document_forms
cat <<"E F"
quoted delimiter with $x
E F
cat <<\E
backslash $x
E
cat <<E
joined \
line
E
cat <<E
`echo backquote` ${x:-default}
E

#### compound_redirections
for i in 1 2 3; do echo $i; done > f; cat f; if true; then echo t; fi >> f; { echo g; } >> f; (echo s) >> f; while read l; do echo "<$l>"; done < f; case a in a) echo c;; esac > h; cat h

#### noclobber
set -C; echo a > f; (echo b > f) 2>/dev/null; echo $?; cat f; echo c >| f; cat f; set +C; echo d > f; cat f

#### failed_redirection
echo x > /nonexistent/dir/f 2>/dev/null; echo $?; { cat < missing; } 2>/dev/null; echo $?; : < missing 2>/dev/null || echo colon; echo continues

#### dev_files
echo gone > /dev/null; cat /dev/null; head -c 4 /dev/zero | od -An -tx1; echo err > /dev/stderr 2>/dev/null; echo out > /dev/stdout; echo piped | cat /dev/stdin; echo fd | cat /dev/fd/0; echo full > /dev/full 2>/dev/null || echo nospace; head -c 16 /dev/urandom | wc -c

#### append_from_two
(for i in 1 2 3; do echo a >> f; done) & (for i in 1 2 3; do echo b >> f; done) & wait; sort f | uniq -c | sed 's/^ *//'

#### pipe_stderr
{ echo out; echo err >&2; } |& sort; ls /nonexistent |& grep -c 'No such file'

#### exec_redirects_shell
(exec > f; echo in file; exec 2>&1; echo err >&2); cat f; echo outside; exec 3< f; while read -r l <&3; do echo "got $l"; done; exec 3<&-

#### read_from_script_stdin
printf 'read x\nvalue\necho "x=$x"\n' | bash; bash -s a b <<'E'
echo "$# $1 $2"
E

#### here_string
read -r a b <<< "1 2 3"; echo "$a|$b"; grep -o b <<< abc; tr a-z A-Z <<< "$(echo x)"; cat <<< ""; bc() { cat; }; bc <<< 'fn'

#### clobber_while_reading
printf '1\n2\n3\n' > f; sort -r f > g && mv g f; cat f; sed -i 's/2/two/' f; cat f; sort -o f f; cat f

#### redirect_variables
f='name with space'; echo data > "$f"; cat "$f"; ls; n=3; eval "exec $n> out"; echo e >&$n; exec 3>&-; cat out; echo z > out$((1+1)); cat out2

#### closed_stdin_and_stdout
(echo x >&-) 2>/dev/null; echo $?; read x <&- 2>/dev/null; echo $?

#### cat_of_a_closed_stdin
# differs: Rust's standard library takes a closed stdin for an empty one (VL-28)
cat <&- 2>/dev/null; echo $?

#### tee_and_subshell_output
echo data | tee a b | cat; cat a b; { echo 1; (echo 2); echo 3; } | tee -a a > /dev/null; cat a

#### temp_files
t=$(mktemp); echo x > "$t"; cat "$t"; rm "$t"; [[ -e $t ]] || echo gone; d=$(mktemp -d); [[ -d $d ]] && rmdir "$d" && echo dir

#### files_by_number
exec 3> out; echo a >&3; echo b >&3; exec 3>&-; cat out; exec 4< out; read l <&4; read m <&4; echo $l$m; exec 4<&-; exec 5<> out; read x <&5; echo Z >&5; exec 5>&-; cat out; { echo o; echo e >&2; } > both 2>&1; cat both

#### files_by_name
exec {fd}> f; echo x >&$fd; exec {fd}>&-; cat f; (( fd >= 10 )) && echo ten; { echo o; echo e >&2; } &> a; cat a; { echo o; echo e >&2; } &>> a; wc -l < a; { echo o; echo e >&2; } |& sort; echo x 2>&1 >/dev/null; cat < a > b 2>c; ls -1

#### output_apart
exec 3>&1; out=$(echo to-out; echo to-3 >&3); echo "cap: $out"; exec 3>&-; { echo 1; echo 2 >&2; } 2>&1 | sed 's/^/> /'; err=$( { echo o; echo e >&2; } 2>&1 >/dev/null ); echo "err=$err"; cmd() { echo out; echo err >&2; return 3; }; o=$(cmd 2>e.txt); echo "$? $o $(<e.txt)"; exec 5<<< "from here"; cat <&5; exec 5<&-; cat 0<<X 3<<Y
h
X
y
Y
