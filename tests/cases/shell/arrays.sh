#### indexed
a=(one two three); echo "${a[0]}" "${a[-1]}" "${#a[@]}" "${!a[@]}"; a[5]=six; echo "${!a[@]}" "${#a[@]}"; a+=(seven); echo "${a[@]}" "${!a[@]}"; unset 'a[0]'; echo "${a[@]}"

#### slices
a=(a b c d e f); echo "${a[@]:2}" / "${a[@]:1:2}" / "${a[@]: -2}" / "${a[*]:0:1}"; b=("${a[@]:1:3}"); echo ${#b[@]}; unset 'a[2]'; echo "${a[@]:2:2}"

#### quoting_elements
a=('x y' '' z); for e in "${a[@]}"; do echo "<$e>"; done; for e in ${a[@]}; do echo "[$e]"; done; for e in "${a[*]}"; do echo "{$e}"; done; IFS=-; echo "${a[*]}"

#### copy_and_append
a=(1 2 3); b=("${a[@]}"); b[0]=X; echo "${a[@]}" "${b[@]}"; c=("${a[@]}" "${b[@]}" end); echo ${#c[@]}; a+=(4 5); a[0]+=9; echo "${a[@]}"

#### associative
declare -A m=([one]=1 [two]=2 ["with space"]=3); echo ${m[one]} "${m[with space]}" ${#m[@]}; m[four]=4; unset 'm[one]'; for k in "${!m[@]}"; do echo "$k=${m[$k]}"; done | sort; [[ -v m[two] ]] && echo has; [[ -v m[nope] ]] || echo hasnot; k=two; echo ${m[$k]}

#### associative_compound
declare -A m; m+=([a]=1 [b]=2); m+=([a]=9); echo ${m[a]} ${m[b]}; m=(k1 v1 k2 v2); echo ${m[k1]} ${m[k2]}; m[x]+=y; m[x]+=z; echo ${m[x]}; key='a]b'; m[$key]=odd; echo "${m[$key]}"

#### word_count
declare -A n; for w in the cat the dog the cat; do ((n[$w]++)); done; for w in "${!n[@]}"; do echo "${n[$w]} $w"; done | sort -rn

#### explicit_indices
a=([3]=c [1]=a x); echo "${!a[@]}" "${a[@]}"; a=([0]=z); echo "${a[@]}"; declare -a e; echo ${#e[@]}; i=4; a[i*2]=eight; echo ${!a[@]}

#### modify_all
a=(file.txt pic.png doc.txt); echo "${a[@]%.*}" "${a[@]##*.}" "${a[@]/txt/md}" "${a[@]^}" "${#a[@]}"; b=("${a[@]/#/pre-}"); echo "${b[@]}"; echo "${a[@]/%/;}"

#### mapfile
printf 'a\nb c\n\nd\n' > f; mapfile -t L < f; echo ${#L[@]} "${L[1]}" "[${L[2]}]"; mapfile L < f; printf '%s' "${L[@]}"; mapfile -t -n 2 L < f; echo "${L[@]}"; mapfile -t -s 1 -O 5 L < f; echo "${!L[@]}"; readarray -t -d : P <<< "x:y:z"; echo "${P[1]}" ${#P[@]}

#### read_into_array
read -ra w <<< "  alpha beta  gamma "; echo ${#w[@]} "${w[2]}"; IFS=, read -ra f <<< 'a,b,,d'; echo ${#f[@]} "${f[3]}"; IFS=: read -r -a p < <(echo x:y); echo "${p[@]}"

#### declare_p
a=(1 'b c' $'d\te'); declare -p a; declare -A m=([k]='v w'); declare -p m; s='x"y'; declare -p s; declare -i n=3; declare -p n; export E=1; declare -p E; declare -r R=c; declare -p R; unset e; declare -a e=(); declare -p e

#### functions_with_arrays
join() { local IFS=$1; shift; echo "$*"; }; a=(x y z); join , "${a[@]}"; join - a 'b c'; last() { echo "${@: -1}"; }; last "${a[@]}"; count() { echo $#; }; count "${a[@]}" "" "${a[*]}"

#### nameref_array
add() { local -n ref=$1; shift; ref+=("$@"); }; a=(1); add a 2 3; echo "${a[@]}"; sum() { local -n arr=$1; local t=0 x; for x in "${arr[@]}"; do ((t+=x)); done; echo $t; }; sum a; declare -n r=a; r[0]=9; echo "${a[0]}" "${#r[@]}" "${!r}"

#### sort_array
a=(pear apple fig); IFS=$'\n' s=($(sort <<< "${a[*]}")); unset IFS; echo "${s[@]}"; mapfile -t r < <(printf '%s\n' "${a[@]}" | sort -r); echo "${r[@]}"

#### bubble_sort
a=(5 3 8 1 9 2); n=${#a[@]}; for ((i=0;i<n;i++)); do for ((j=0;j<n-i-1;j++)); do if ((a[j]>a[j+1])); then t=${a[j]}; a[j]=${a[j+1]}; a[j+1]=$t; fi; done; done; echo "${a[*]}"

#### stack_and_queue
s=(); s+=(a); s+=(b); s+=(c); echo "${s[-1]}"; unset 's[-1]'; echo "${s[@]}"; q=(1 2 3); h=${q[0]}; q=("${q[@]:1}"); echo $h "${q[@]}"; s[-1]=z; echo "${s[@]}"

#### unset_array
a=(1 2 3); unset a; echo "${a[@]-gone}" ${#a[@]}; declare -A m=([x]=1); unset m; echo ${m[x]-gone}; b=(1 2 3); unset 'b[1]' ; b=("${b[@]}"); echo "${!b[@]}"; c=scalar; c[1]=more; echo "${c[@]}"

#### glob_into_array
touch c.txt a.txt 'b d.txt'; f=(*.txt); echo ${#f[@]}; printf '%s\n' "${f[@]}"; n=(*.none); echo "${n[0]}"; shopt -s nullglob; n=(*.none); echo ${#n[@]}

#### pipestatus_is_an_array
true | false | (exit 3); echo "${PIPESTATUS[@]}"; false; echo "${PIPESTATUS[0]}"; (exit 2) | true; s=("${PIPESTATUS[@]}"); echo ${#s[@]} ${s[0]}

#### subscript_expressions
a=(0 1 2 3 4); i=1; echo ${a[i+1]} ${a[$i*2]} ${a[a[3]]} ${a[-i]} "${a[${#a[@]}-1]}"; a[${#a[@]}]=new; echo ${a[-1]}

#### array_in_conditions
a=(x ''); [[ -n ${a[0]} && -z ${a[1]} ]] && echo ok; [[ " ${a[*]} " == *" x "* ]] && echo in; if ((${#a[@]})); then echo nonempty; fi; [[ -v a[1] ]] && echo v1; [[ -v a[7] ]] || echo no7

#### slices_and_gaps
a=(1 2 3); a+=(4 5); echo "${a[@]:1:2}" "${#a[@]}" "${!a[@]}" "${a[-1]}"; unset 'a[1]'; echo "${!a[@]}"; a[10]=x; declare -p a

#### associative_updates
declare -A m; m[x]=1; m+=([y]=2 [z]=3); echo "${m[@]@Q}" | tr ' ' '\n' | sort; echo "${m[x]}${m[y]}"

#### sorting_and_searching
a=(b c a); IFS=$'\n' s=($(sort <<< "${a[*]}")); unset IFS; echo "${s[@]}"; a=("${a[@]/#/p-}"); echo "${a[@]}" "${a[@]%-*}" "${a[@]^^}"; b=("${a[@]:1}"); echo ${#b[@]}; printf '%s\n' "${a[@]}" | grep -x p-c; [[ " ${a[*]} " == *" p-b "* ]] && echo in; unset a; echo "${#a[@]}" "${a[@]-none}"; c=([5]=x [2]=y); echo "${!c[@]}" "${c[@]}"; d=(*); echo ${#d[@]}; e=($(seq 3)); echo ${e[@]}; declare -a m; m[1,2]=x; echo "${m[2]}"

#### counting_words
declare -A count; for w in a b a c a b; do ((count[$w]++)); done; for k in "${!count[@]}"; do echo "$k ${count[$k]}"; done | sort -k2nr -k1; declare -A cfg; while IFS='=' read -r k v; do cfg[$k]=$v; done < <(printf 'host=h\nport=80\n'); echo "${cfg[host]}:${cfg[port]}"; [[ ${cfg[none]+x} ]] || echo unset; unset count; echo ${#count[@]}; declare -A z=([a]=1); z[a]+=2; echo ${z[a]}; echo "${!z[@]}" "${z[@]}"; for k in "${!cfg[@]}"; do echo "$k"; done | sort | tr '\n' ' '

#### nameref_to_what_is_not_there
f() { local -n r=$1; r=42; }; f val; echo $val; declare -n nr=v2; nr=7; echo $v2 ${!nr}; f() { local -n a=$1; a=(1 2 3); }; f arr; echo "${arr[@]}"; f() { local -n m=$1; m[k]=v; }; declare -A mm; f mm; echo "${mm[k]}"; declare -n r3; r3=v3; r3=x; echo $v3; f() { local -n o=$1; o+=" more"; }; s=some; f s; echo "$s"; for_each() { local -n arr_=$1; for x in "${arr_[@]}"; do echo "- $x"; done; }; for_each arr

#### nameref_through_builtins
f() { local -n ref=$1; ref=(1 2); ref+=(3); unset 'ref[0]'; }; f newarr; declare -p newarr; g() { local -n r=$1; read r; }; g rd <<< hello; echo $rd; h() { local -n r=$1; printf -v r %s pv; }; h pv; echo $pv; k() { local -n r=$1; for r in a b; do :; done; }; k lp; echo $lp; m() { local -n r=$1; mapfile -t r; }; m mf <<< $'x\ny'; declare -p mf; n() { local -n r=$1; ((r++)); r+=5; }; cnt=1; n cnt; echo $cnt; o() { local -n r=$1; local v=1; r=$v; }; o v; echo ${v-unset}
